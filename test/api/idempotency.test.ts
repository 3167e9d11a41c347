import { signalAnswer, timeline } from '../../src/contract/answers';
import { ASSESSMENT, REPORT, reported, startService, typesOf, type Service } from '../support/api';
import { gate } from '../support/gate';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const post = (person: string, path: string, key: string, body: object) =>
  service.as(person).post(`/api/incidents${path}`).set('Idempotency-Key', key).send(body);

test('the same key and body is done once, and answered the same each time', async () => {
  const id = await reported(service);
  const first = await post('lead', `/${id}/note-progress`, 'k1', { text: 'Once.' }).expect(200);
  const second = await post('lead', `/${id}/note-progress`, 'k1', { text: 'Once.' }).expect(200);
  expect(second.body).toEqual(first.body);
  expect(second.headers['idempotent-replayed']).toBe('true');
  expect(service.desk.open.get(id)?.sequence).toBe(first.body.sequence);
});

test('a report is opened once, with the same address each time', async () => {
  const first = await post('reporter', '', 'k2', REPORT).expect(201);
  const second = await post('reporter', '', 'k2', REPORT).expect(201);
  expect(second.body.id).toBe(first.body.id);
  expect(second.headers.location).toBe(first.headers.location);
  await post('reporter', '', 'k2', { ...REPORT, seen: 'Something else.' }).expect(422);
});

test('a report whose answer died with the process is found again by its key, not opened a second time', async () => {
  const { idempotency } = service.register;
  const answer = idempotency.answer.bind(idempotency);
  idempotency.answer = () => Promise.reject(new Error('the process died'));
  const first = await post('reporter', '', 'k2-crash', REPORT).expect(201);
  idempotency.answer = answer;
  await post('reporter', '', 'k2-crash', REPORT).expect(409);
  service.wait(30_000);
  const second = await post('reporter', '', 'k2-crash', REPORT).expect(201);
  expect(second.body).toEqual(first.body);
  const { body } = await service.as('lead').get('/api/incidents?sort=openedAt').expect(200);
  expect(body.items.filter(({ id }: { id: string }) => id >= first.body.id)).toHaveLength(1);
});

test('the same key with another body is refused', async () => {
  const id = await reported(service);
  await post('lead', `/${id}/note-progress`, 'k3', { text: 'One.' }).expect(200);
  const other = await post('lead', `/${id}/note-progress`, 'k3', { text: 'Two.' }).expect(422);
  expect(other.body.type).toBe('/problems/key-reused');
});

test('a key is one person’s, for one route', async () => {
  const id = await reported(service);
  const first = await post('lead', `/${id}/note-progress`, 'k4', { text: 'Lead.' }).expect(200);
  const second = await post('privacy', `/${id}/note-progress`, 'k4', { text: 'Privacy.' }).expect(200);
  const third = await post('lead', `/${id}/draft-notice`, 'k4', { kind: 'initial' }).expect(409);
  expect(second.body.sequence - first.body.sequence).toBe(1);
  expect(third.body.type).toBe('/problems/not-declared');
});

test('a key in flight is refused, and free again when the first was answered', async () => {
  const id = await reported(service);
  const { desk } = service;
  const update = desk.update.bind(desk);
  const released = gate();
  const arrived = new Promise<void>((arrive) => {
    desk.update = async (...told) => {
      arrive();
      await released.opened;
      return update(...told);
    };
  });
  const slow = post('lead', `/${id}/note-progress`, 'k5', { text: 'Slow.' }).then((answer) => answer);
  await arrived;
  desk.update = update;
  const meanwhile = await post('lead', `/${id}/note-progress`, 'k5', { text: 'Slow.' }).expect(409);
  expect(meanwhile.body.type).toBe('/problems/key-in-flight');
  released.open();
  const first = await slow;
  const after = await post('lead', `/${id}/note-progress`, 'k5', { text: 'Slow.' }).expect(200);
  expect(after.body).toEqual(first.body);
});

test('an answer that was lost is 503, and the same key then learns what was done, not doing it again', async () => {
  const id = await reported(service);
  service.desk.losesNextAnswer = true;
  const lost = await post('lead', `/${id}/note-progress`, 'k6', { text: 'Lost.' }).expect(503);
  expect(lost.body).toMatchObject({
    type: '/problems/outcome-unknown',
    detail: expect.stringContaining('same idempotency key'),
  });
  expect(lost.headers['retry-after']).toBeDefined();
  const again = await post('lead', `/${id}/note-progress`, 'k6', { text: 'Lost.' }).expect(200);
  expect(again.body).toMatchObject({ sequence: 2, events: [] });
  expect(service.desk.open.get(id)?.sequence).toBe(2);
});

test('the answer to a closing that was lost is found in the register, where the incident is gone', async () => {
  const id = await reported(service);
  const classed = { ...ASSESSMENT, classification: { class: 'not-an-incident', words: 'Test data.' } };
  await service.as('privacy').post(`/api/incidents/${id}/assess`).send(classed).expect(200);
  service.desk.losesNextAnswer = true;
  await post('lead', `/${id}/close`, 'k7', { outcome: 'Nothing.' }).expect(503);
  const again = await post('lead', `/${id}/close`, 'k7', { outcome: 'Nothing.' }).expect(200);
  expect(typesOf(again.body.events)).toEqual(['closed', 'alert-raised']);
  expect(again.body.state.stage.stage).toBe('closed');
  await post('lead', `/${id}/close`, 'k7-other', { outcome: 'Nothing.' }).expect(409);
});

test('a refusal is judged anew: what was missing may be there now', async () => {
  const id = await reported(service);
  const first = await post('lead', `/${id}/move-stage`, 'k8', { to: 'recovery' }).expect(409);
  expect(first.body).toMatchObject({ type: '/problems/missing', points: expect.any(Array) });
  await service.as('responder').post(`/api/incidents/${id}/assess`).send(ASSESSMENT).expect(200);
  await post('lead', `/${id}/move-stage`, 'k8', { to: 'recovery' }).expect(200);
});

test.each([['x'.repeat(256)], ['caf\u00e9'], ['a\tb']])('%j is no key', async (key) => {
  const id = await reported(service);
  const answer = await post('lead', `/${id}/acknowledge`, key, {}).expect(400);
  expect(answer.body).toMatchObject({ type: '/problems/bad-request', errors: [{ parameter: 'Idempotency-Key' }] });
});

test('without a key the same thing said twice is two things', async () => {
  const id = await reported(service);
  const say = () => service.as('lead').post(`/api/incidents/${id}/note-progress`).send({ text: 'Twice.' }).expect(200);
  expect([(await say()).body.sequence, (await say()).body.sequence]).toEqual([2, 3]);
});

describe('Prefer: respond-async', () => {
  const send = (person: string, id: string, command: string, body: object) =>
    service
      .as(person)
      .post(`/api/incidents/${id}/${command}`)
      .set('Prefer', 'handling=lenient, Respond-Async; wait=5')
      .send(body);

  test('answers at once while no worker runs, and it is done when one does', async () => {
    const id = await reported(service);
    service.desk.hasWorker = false;
    const answer = await send('lead', id, 'note-progress', { text: 'Later.' }).expect(202);
    expect(answer.headers).toMatchObject({
      'preference-applied': 'respond-async',
      location: `/api/incidents/${id}/timeline`,
    });
    await service.as('lead').post(`/api/incidents/${id}/note-progress`).send({ text: 'Now.' }).expect(503);
    await service.desk.resume();
    const told = await service.as('lead').get(`/api/incidents/${id}/timeline`).expect(200);
    const { reference } = answer.body;
    expect(told.body.items.at(-1)).toMatchObject({ type: 'progress-noted', door: 'api', by: 'lead', reference });
  });

  test('leaves what is refused later in the timeline, with the reason', async () => {
    const id = await reported(service);
    const first = await send('lead', id, 'close', { outcome: 'Too early.' }).expect(202);
    const second = await send('lead', id, 'close', { outcome: 'Still too early.' }).expect(202);
    const told = await service.as('lead').get(`/api/incidents/${id}/timeline`).expect(200);
    expect(signalAnswer.safeParse(first.body).error).toBeUndefined();
    expect(timeline.safeParse(told.body).error).toBeUndefined();
    expect(told.body.items.at(-1)).toMatchObject({
      ...{ type: 'refused', door: 'api', by: 'lead' },
      event: { code: 'still-open', command: 'close' },
    });
    const outcomes = told.body.items.slice(-2).map((row: { reference: string }) => row.reference);
    expect(outcomes).toEqual([first.body.reference, second.body.reference]);
    expect(new Set(outcomes).size).toBe(2);
  });

  test('refuses at once what the role may not, what has not the shape, and what is nowhere', async () => {
    const id = await reported(service);
    await send('responder', id, 'close', { outcome: 'Mine.' }).expect(403);
    await send('lead', id, 'close', {}).expect(422);
    await send('lead', 'INC-2026-9999', 'close', { outcome: 'x' }).expect(404);
    expect(service.desk.open.get(id)?.sequence).toBe(1);
  });

  test('approves in the caller’s own name, and at once: an approval is never a signal', async () => {
    const id = await reported(service);
    const { body } = await send('legal', id, 'approve-notice', { notice: 1, hash: 'a'.repeat(64) }).expect(422);
    expect(body.type).toBe('/problems/unknown-notice');
  });
});

test('a command asks the register who sends it and takes its key, and nothing else, before its incident hears it', async () => {
  const id = await reported(service);
  const { register } = service;
  const spies = [
    ...[jest.spyOn(register.keys, 'authenticate'), jest.spyOn(register.idempotency, 'take')],
    ...[jest.spyOn(register.incidents, 'sight'), jest.spyOn(register.incidents, 'get')],
    jest.spyOn(register.withheldWords, 'standing'),
  ];
  await post('lead', `/${id}/note-progress`, 'k-trips', { text: 'Twice.' }).expect(200);
  expect(spies.map((spy) => spy.mock.calls.length)).toEqual([1, 1, 0, 0, 0]);
  for (const spy of spies) spy.mockRestore();
});
