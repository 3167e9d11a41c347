import { deliveries, scopeRows, timeline } from '../../../src/contract/answers';
import type { IncidentId } from '../../../src/domain/case/state';
import { declared, startService, type Service } from '../../support/api';

let service: Service;
let id: IncidentId;
beforeAll(async () => {
  service = await startService();
  id = await declared(service);
});
afterAll(() => service.stop());
afterEach(() => service.desk.recorded());

const CALL = { way: 'telephone', whom: 'Ada Brandt', summary: 'What happened.', evidence: 'Call log 17' } as const;
const read = (path = '') => service.as('auditor').get(`/api/incidents/${id}${path}`).expect(200);
const post = (person: string, command: string, body: object) =>
  service.as(person).post(`/api/incidents/${id}/${command}`).send(body);

/** What the incident's own lane does with what is owed to the scope. */
async function scopeDone(): Promise<void> {
  const { outbox } = service.desk.open.get(id)!;
  for (const effect of outbox) {
    const { scope } = service.register;
    if (effect.kind === 'resolve-scope') {
      const { selection, addedAt } = effect;
      const answer = await scope.resolve({ incident: id, effect: effect.id, selection, addedAt });
      await service.desk.system(id, 'scope-resolved', { effect: effect.id, ...answer });
    }
    if (effect.kind !== 'mark-scope') continue;
    const { id: done, kind: _, ...mark } = effect;
    const answer = await scope.mark({ incident: id, effect: done, ...mark });
    await service.desk.system(id, 'scope-marked', { effect: done, customer: effect.customer, ...answer });
  }
}

test('a customer whom no notice can reach is named, told by telephone, shown so everywhere, and owed again once that is revoked', async () => {
  const customer = { name: 'Example Ltd', language: 'en', timeZone: 'Europe/Paris', accounts: [] };
  await service.as('operator').put('/api/customers/c1').send(customer).expect(200);
  await post('lead', 'add-affected-customers', { customers: ['c1'] }).expect(200);
  const call = { customer: 'c1', at: service.now(), ...CALL };
  const early = await post('responder', 'record-contact', call).expect(409);
  expect(early.body.type).toBe('/problems/missing');
  await scopeDone();

  const lost = await read();
  expect(lost.body.scope).toMatchObject({ unreachable: 1, unreachableCustomers: ['c1'] });
  expect(lost.body.next).toContainEqual(
    expect.objectContaining({ command: 'record-contact', body: expect.objectContaining({ customer: 'c1' }) }),
  );
  expect((await read('/scope?unreachable=true')).body.items).toMatchObject([{ customer: 'c1', unreachable: true }]);

  const tomorrow = await post('responder', 'record-contact', { ...call, at: '2099-01-01T00:00:00Z' }).expect(422);
  expect(tomorrow.body).toMatchObject({ type: '/problems/impossible-instant', errors: [{ pointer: '/at' }] });
  const { body } = await post('responder', 'record-contact', call).expect(200);
  await scopeDone();
  expect((await read()).body.scope).toMatchObject({ unreachable: 0, cohorts: [{ told: 1, toldByPerson: 1 }] });
  const scope = await read('/scope');
  expect(scopeRows.safeParse(scope.body).error).toBeUndefined();
  const [recorded] = scope.body.items[0].contacts;
  expect(scope.body.items[0]).toMatchObject({ toldByPerson: true, toldAt: call.at });
  expect(recorded).toEqual({
    id: body.events[0].effect,
    of: 'incident',
    recordedBy: 'responder',
    at: call.at,
    ...CALL,
  });
  const mails = await read('/deliveries');
  expect(deliveries.safeParse(mails.body).error).toBeUndefined();
  expect(mails.body).toMatchObject({ toldByPerson: 1, items: [] });

  await post('lead', 'revoke-contact', { customer: 'c1', contact: recorded.id, reason: 'Another company.' }).expect(
    200,
  );
  await scopeDone();
  expect((await read('/clocks')).body.items).toContainEqual(
    expect.objectContaining({ kind: 'tell-customers', status: 'open' }),
  );
  const story = await read('/timeline?limit=200');
  expect(timeline.safeParse(story.body).error).toBeUndefined();
  expect(story.body.items.map((row: { type: string }) => row.type)).toEqual(
    expect.arrayContaining(['contact-recorded', 'obligation-met', 'contact-revoked', 'obligation-reopened']),
  );
});

test('a customer who is not in the scope, or was told, is refused at once, and the incident hears nothing', async () => {
  const customer = { name: 'Example Ltd', language: 'en', timeZone: 'Europe/Paris', accounts: [] };
  for (const name of ['c2', 'c3'])
    await service.as('operator').put(`/api/customers/${name}`).send(customer).expect(200);
  const call = { at: service.now(), ...CALL };
  await post('lead', 'add-affected-customers', { customers: ['c2', 'c4'] }).expect(200);
  const early = await post('responder', 'record-contact', { customer: 'c2', ...call }).expect(409);
  expect(early.body.detail).toMatch(/being worked out/);
  await scopeDone();
  const { sequence } = (await read()).body;

  const reason = 'Not theirs.';
  const refusals = [
    ['record-contact', { customer: 'c3', ...call }],
    ['clear-customer', { customer: 'c3', reason }],
    ['waive-customer', { customer: 'c3', reason }],
    ['remove-affected-customer', { customer: 'c3', reason }],
    ['ask-help', { customer: 'nobody', words: 'A list.' }],
  ] as const;
  for (const [command, body] of refusals) {
    const answer = await post('legal', command, body).expect(422);
    expect(answer.body).toMatchObject({ type: '/problems/unknown-customer', errors: [{ pointer: '/customer' }] });
  }
  const untold = await post('lead', 'clear-customer', { customer: 'c2', reason }).expect(409);
  expect(untold.body).toMatchObject({
    type: '/problems/missing',
    detail: expect.stringMatching(/no word of .*Take it/),
  });
  const contact = `${id}#99.1`;
  const none = await post('lead', 'revoke-contact', { customer: 'c2', contact, reason }).expect(422);
  expect(none.body).toMatchObject({ type: '/problems/missing', errors: [{ pointer: '/contact' }] });
  const alone = await post('executive', 'waive-customer', { customer: 'c2', reason }).expect(403);
  expect(alone.body.type).toBe('/problems/second-person');
  expect((await read()).body.sequence).toBe(sequence);

  await post('lead', 'remove-affected-customer', { customer: 'c4', reason }).expect(200);
  await scopeDone();
  await post('responder', 'record-contact', { customer: 'c2', ...call }).expect(200);
  await scopeDone();
  const told = await post('lead', 'remove-affected-customer', { customer: 'c2', reason }).expect(409);
  expect(told.body).toMatchObject({ type: '/problems/already-so', detail: expect.stringMatching(/clear-customer/) });
  const key = { 'Idempotency-Key': 'once' };
  await post('lead', 'clear-customer', { customer: 'c2', reason }).set(key).expect(200);
  await scopeDone();
  await post('lead', 'clear-customer', { customer: 'c2', reason }).set(key).expect(200);
});

test('nobody tells a customer by a signal, or in the name of another', async () => {
  await service.desk.signal(id, 'record-contact', { by: 'responder', customer: 'c1', at: service.now(), ...CALL });
  const { body } = await read('/timeline?limit=200');
  expect(body.items.at(-1)).toMatchObject({ type: 'refused', event: { code: 'wrong-door' } });
});
