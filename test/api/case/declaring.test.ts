import { giveKept } from '../../../src/api/incidents/kept-declarations';
import { openPendingReports } from '../../../src/api/incidents/waiting';
import { seenIncident, signalAnswer } from '../../../src/contract/answers';
import { HOUR, plus, type Instant } from '../../../src/domain/primitives/instant';
import type { IncidentView } from '../../../src/domain/view';
import { ASSESSMENT, DECLARATION, REPORT, reported, startService, typesOf, type Service } from '../../support/api';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
afterEach(async () => {
  service.desk.isUp = true;
  await service.desk.resume();
  await giveKept(service.deps);
});

const declare = (id: string, { by = 'lead', key, body = {} }: { by?: string; key?: string; body?: object } = {}) => {
  const request = service.as(by).post(`/api/incidents/${id}/declare`);
  return (key ? request.set('Idempotency-Key', key) : request).send({ ...DECLARATION, ...body });
};
const see = async (id: string) => (await service.as('lead').get(`/api/incidents/${id}`).expect(200)).body;
const timeline = async (id: string) =>
  (await service.as('lead').get(`/api/incidents/${id}/timeline?limit=200`).expect(200)).body.items;
const dueOf = ({ obligations }: IncidentView) => obligations.find(({ id }) => id === 'commitment')?.due;

test('a declaration while Temporal is away is kept with its instant, and given to the incident when it is back', async () => {
  const id = await reported(service);
  service.desk.isUp = false;
  const before = service.now();
  const { body, headers } = await declare(id, { key: 'down' }).expect(202);
  const { declaredAt, due } = body.declaration as { declaredAt: Instant; due: Instant };
  expect(signalAnswer.safeParse(body).error).toBeUndefined();
  expect(headers).toMatchObject({ location: `/api/incidents/${id}/timeline`, 'retry-after': '5' });
  expect([declaredAt > before, declaredAt < service.now(), due]).toEqual([true, true, plus(declaredAt, 72 * HOUR)]);
  const waiting = await see(id);
  expect(seenIncident.safeParse(waiting).error).toBeUndefined();
  expect(waiting.keptDeclarations).toMatchObject([
    { reference: body.reference, by: 'lead', declaredAt, state: 'waiting' },
  ]);
  expect((await service.as('reporter').get(`/api/incidents/${id}`)).body).not.toHaveProperty('keptDeclarations');
  expect(await giveKept(service.deps)).toEqual({ settled: 0, waiting: 1 });

  service.wait(5 * HOUR);
  expect((await declare(id, { key: 'down' }).expect(202)).body).toEqual(body);
  service.desk.isUp = true;
  expect(await giveKept(service.deps)).toEqual({ settled: 1, waiting: 0 });
  const seen = await see(id);
  expect([seen.anchors.declared.at, dueOf(seen as IncidentView), seen.keptDeclarations]).toEqual([
    declaredAt,
    due,
    undefined,
  ]);
  expect((await timeline(id)).at(-1)).toMatchObject({ by: 'lead', door: 'api', reference: body.reference });
  const again = await declare(id, { key: 'down' }).expect(200);
  expect(again.body.state.anchors.declared.at).toBe(declaredAt);
  await declare(id, { key: 'down', body: { facts: 'Other.' } }).expect(422);
});

test('the instant that was given is the one that counts, also where the report itself still waits', async () => {
  service.desk.isUp = false;
  const { body: report } = await service.as('reporter').post('/api/incidents').send(REPORT).expect(202);
  const declaredAt = '2026-11-23T08:45:00.001Z' as Instant;
  await declare(report.id as string, { body: { declaredAt } }).expect(202);
  expect((await see(report.id as string)).keptDeclarations).toHaveLength(1);
  service.wait(HOUR);
  service.desk.isUp = true;
  await declare(report.id as string, { by: 'privacy' }).expect(409);
  expect(await giveKept(service.deps)).toEqual({ settled: 0, waiting: 1 });
  await openPendingReports(service.deps);
  expect(await giveKept(service.deps)).toEqual({ settled: 1, waiting: 0 });
  const seen = (await see(report.id as string)) as IncidentView;
  expect([seen.anchors.declared?.at, dueOf(seen)]).toEqual([declaredAt, plus(declaredAt, 72 * HOUR)]);
});

test('where nobody works it is kept too; in a signal Temporal keeps it', async () => {
  const [asked, sent] = [await reported(service), await reported(service)];
  service.desk.hasWorker = false;
  await declare(asked).expect(202);
  const { body } = await declare(sent).set('Prefer', 'respond-async').expect(202);
  expect(body).not.toHaveProperty('declaration');
  await service.desk.resume();
  await giveKept(service.deps);
  for (const id of [asked, sent]) expect((await see(id)).headline.class).toBe('incident');
});

test('who prefers not to wait is kept as well while Temporal is away', async () => {
  const id = await reported(service);
  service.desk.isUp = false;
  const { body } = await declare(id).set('Prefer', 'respond-async').expect(202);
  expect(body.declaration.due).toBe(plus(body.declaration.declaredAt as Instant, 72 * HOUR));
  service.desk.isUp = true;
  await giveKept(service.deps);
  expect((await see(id)).anchors.declared.at).toBe(body.declaration.declaredAt);
});

test('what can be said at once is said at once: role, shape, instants, no such incident, and that it is declared', async () => {
  const id = await reported(service);
  service.desk.isUp = false;
  await declare(id, { by: 'reporter' }).expect(403);
  await declare(id, { body: { basis: 'a hunch' } }).expect(422);
  const { body } = await declare(id, { body: { declaredAt: '2026-11-23T08:00:00Z' } }).expect(422);
  expect(body.type).toBe('/problems/impossible-instant');
  await declare('INC-2026-9999').expect(404);
  await declare(id).expect(202);
  const second = await declare(id, { by: 'privacy' }).expect(409);
  expect(second.body).toMatchObject({ type: '/problems/already-so', detail: expect.stringContaining('was declared') });
});

test('one that the incident refuses when it hears it is in the timeline and beside the incident, and people look at it', async () => {
  const id = await reported(service);
  service.desk.isUp = false;
  const { body } = await declare(id).expect(202);
  service.desk.isUp = true;
  const definition = { ...ASSESSMENT.definition, data: { answer: 'no' } };
  await service.as('responder').post(`/api/incidents/${id}/assess`).send({ definition }).expect(200);
  expect(await giveKept(service.deps)).toEqual({ settled: 1, waiting: 0 });
  const rows = await timeline(id);
  const refused = rows.find(({ type }: { type: string }) => type === 'refused');
  const alert = rows.at(-1).event;
  expect(alert).toMatchObject({ type: 'alert-raised', kind: 'set-aside', to: { roles: ['lead', 'privacy'] } });
  expect(refused).toMatchObject({ type: 'refused', by: 'lead', reference: body.reference });
  expect(refused.event).toMatchObject({ command: 'declare', code: 'definition-not-met' });
  expect((await see(id)).keptDeclarations).toMatchObject([{ state: 'refused', why: expect.stringContaining('data') }]);
  expect(service.logged.some((line) => line.includes('is refused') && line.includes('"level":50'))).toBe(true);
});

test.each(Array.from({ length: 10 }, (_one, seed) => [seed]))(
  'of ten who declare while Temporal comes and goes one does, due to the millisecond (%i)',
  async (seed) => {
    const id = await reported(service);
    const update = service.desk.update.bind(service.desk);
    let turn = seed;
    service.desk.update = (...told) => {
      turn += 1;
      service.desk.isUp = turn % 3 !== 0;
      service.desk.losesNextAnswer = turn % 4 === 1;
      return update(...told);
    };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_one, number) =>
        declare(id, { by: number % 2 ? 'lead' : 'privacy', ...(number % 3 && { key: `race ${seed} ${number % 4}` }) }),
      ),
    );
    service.desk.update = update;
    Object.assign(service.desk, { isUp: true, losesNextAnswer: false });
    await giveKept(service.deps);
    for (const { status } of answers) expect([200, 202, 409, 422]).toContain(status);
    expect(answers.some(({ status }) => status < 300)).toBe(true);
    const rows = await timeline(id);
    const events = rows.map(({ event }: { event: { type: string } }) => event);
    expect(typesOf(events).filter((type) => type === 'declared')).toHaveLength(1);
    const { declaredAt } = events.find(({ type }: { type: string }) => type === 'declared');
    expect(dueOf((await see(id)) as IncidentView)).toBe(plus(declaredAt as Instant, 72 * HOUR));
    const acknowledged = answers.map(({ body }) => body.declaration?.declaredAt ?? body.state?.anchors.declared.at);
    expect(acknowledged).toContain(declaredAt);
    expect(await service.register.declarations.waiting()).toEqual([]);
  },
);
