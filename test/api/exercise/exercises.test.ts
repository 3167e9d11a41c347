import { createExercisePlanActivities } from '../../../src/activities';
import { scenarioOf } from '../../../src/domain/exercise/yearly';
import { HOUR, plus } from '../../../src/domain/primitives/instant';
import { exerciseMark } from '../../../src/texts/exercise';
import { overdueExercises } from '../../../src/upkeep/exercises';
import { startService, type Service } from '../../support/api';
import { pagesOfPdf } from '../../support/pdf-text';
import { asBytes, bytesInZip } from '../../support/zip';
import type { IncidentId } from '../../../src/domain/case/state';
import type { ExerciseMark } from '../../../src/domain/exercise/mark';
import type { ExerciseView } from '../../../src/domain/exercise/view';
import { DECLARATION } from '../../support/messages';
import { WHOLE_TRIAGE as TRIAGE } from '../../support/story';
import { customerOf, inActivity } from '../../activities/house';

let service: Service;
beforeAll(async () => {
  service = await startService();
  const customers = ['alder', 'birch', 'elm'].map((customer) => ({ customer, email: `admin@${customer}.example` }));
  await service.register.customers.store(customers.map(customerOf));
});
afterAll(() => service.stop());

const PLAN = { scenario: 'misdirected-list', factor: 72, facilitator: 'lead' };
const plan = (by: string, body: object) => service.as(by).post('/api/exercises').send(body);
const to = (id: string, by: string, command: string, body: object = {}) =>
  service.as(by).post(`/api/exercises/${id}/${command}`).send(body);
const read = async (id: string) =>
  (await service.as('auditor').get(`/api/exercises/${id}`).expect(200)).body as ExerciseView;

/** As the process of the exercise does, with the activities of a worker. */
async function begun(id: string): Promise<IncidentId> {
  const { exercises } = service.desk;
  while (exercises.all.get(id)?.phase === 'planned') {
    service.wait(1_000);
    await exercises.system(id, 'alarm-struck', {});
  }
  const state = exercises.all.get(id)!;
  const at = service.now();
  const exercise: ExerciseMark = {
    ...{ id: state.id, scenario: state.scenario.name, nature: state.scenario.nature },
    pace: { origin: at, factor: state.factor },
  };
  const said = { channel: 'staff', reporter: 'lead', seen: 'A list.', detectedAt: at, reportedAt: at } as const;
  const report = { ...said, exercise };
  const kept = await service.register.reports.accept({ report, by: 'lead', receivedAt: at, request: id });
  const { rules, roster, rosterRevision } = state;
  await service.desk.start({ id: kept.id, report, rules, roster, rosterRevision, by: 'lead', door: 'system', at });
  await service.register.reports.opened(kept.id);
  const effect = state.outbox.find((owed) => owed.kind === 'open-incident')?.id;
  await exercises.system(id, 'incident-opened', { effect, incident: kept.id, at });
  return kept.id;
}

test('an exercise is planned, confirmed by each, played, and ends in a report without scripts', async () => {
  const { body, headers } = await plan('lead', PLAN).expect(201);
  const { id } = body as { id: string };
  expect(headers.location).toBe(`/api/exercises/${id}`);
  expect(body.state).toMatchObject({ phase: 'planned', customers: ['alder', 'birch', 'elm'], facilitator: 'lead' });
  await to(id, 'legal', 'confirm-role').expect(200);
  expect((await to(id, 'legal', 'confirm-role').expect(409)).body.type).toContain('already-so');
  await to(id, 'auditor', 'confirm-role').expect(403);
  const incident = await begun(id);
  await to(id, 'lead', 'end-exercise', { words: 'All were told.' }).expect(200);
  const owed = service.desk.exercises.all.get(id)?.outbox.find(({ kind }) => kind === 'end-incident')?.id;
  const score = [{ step: 'declare', withinHours: 8, afterHours: 3.5 }];
  await service.desk.exercises.system(id, 'exercise-scored', { effect: owed, score });
  for (const person of ['responder', 'lead', 'privacy', 'legal', 'communications'])
    await to(id, 'lead', 'record-attendance', { person, attended: 'present' }).expect(200);
  const finding = { words: 'Who <signs>?', resolution: 'Name two.', owner: 'legal', due: '2027-01-15T12:00:00Z' };
  await to(id, 'responder', 'add-finding', finding).expect(200);
  await to(id, 'lead', 'conclude-exercise', { words: 'It holds.' }).expect(200);
  expect(await read(id)).toMatchObject({ phase: 'concluded', incident, score: [{ step: 'declare', met: true }] });

  const page = await service.as('auditor').get(`/api/exercises/${id}/report`).set('Accept', 'text/html').expect(200);
  expect(page.text).toContain('EXERCISE – no real breach');
  expect(page.text).toContain('done after 3.5 h: met');
  expect(page.text).toContain('Who &lt;signs&gt;?');
  expect(page.text).not.toContain('<script');
  const text = await service.as('auditor').get(`/api/exercises/${id}/report`).set('Accept', 'text/plain').expect(200);
  expect(text.text).toContain('Declared: expected within 8 h, done after 3.5 h: met');
  expect(text.text).toContain('In time: 1 of 1 steps');
  expect((await service.as('auditor').get('/api/exercises').expect(200)).body.items).toHaveLength(1);
  await printed(id, 'auditor', 'en');
  await service.as('operator').patch('/api/people/legal').send({ language: 'fr' }).expect(200);
  await printed(id, 'legal', 'fr');
  const french = await service.as('legal').get(`/api/exercises/${id}/report`).set('Accept', 'text/plain').expect(200);
  expect(french.text).toContain('EXERCICE – aucune violation réelle');

  const { body: covered } = await service.as('auditor').get('/api/exercises/coverage').expect(200);
  const of = { year: 2026, exercises: 1, concluded: 1, met: 1, steps: 1 };
  expect(covered.items).toContainEqual({ department: 'legal', attended: 1, ...of });
  expect(await overdueExercises(service.register, ['legal'], service.now())).toEqual([]);
  const later = plus(service.now(), 400 * 24 * HOUR);
  expect((await overdueExercises(service.register, ['facilities', 'legal'], later)).join('\n')).toMatch(
    /facilities never had one[^]*legal had its last one[^]*finding 1 of EXE-\d+-\d+ was due by 2027-01-15[^]*legal does it/,
  );
});

async function printed(id: string, by: string, language: string): Promise<void> {
  const path = `/api/exercises/${id}/report`;
  const { body, headers } = await service.as(by).get(path).set('Accept', 'application/pdf').buffer(true).expect(200);
  expect(headers['content-disposition']).toBe(`attachment; filename=${id}.pdf`);
  const bytes = (body as Buffer).toString('latin1');
  expect(bytes).toMatch(/^%PDF-/);
  expect(bytes).toContain(`/Lang (${language})`);
  expect(unmarkedPages(body as Buffer, language)).toEqual([]);
}

function unmarkedPages(pdf: Buffer, language = 'en'): string[] {
  const pages = pagesOfPdf(pdf);
  return pages.length === 0 ? ['no page'] : pages.filter((page) => !page.includes(exerciseMark(language)));
}

test('the plans of the year say whose team is called when, and when each department is due', async () => {
  const { body } = await service.as('auditor').get('/api/exercise-plans').expect(200);
  expect(body.items).toMatchObject([
    { name: 'yearly', nextCallAt: '2027-03-02T09:00:00.000Z', nextScenario: expect.any(String) },
  ]);
  const names = (body.departments as { department: string }[]).map(({ department }) => department);
  expect(names).toEqual(['communications', 'legal', 'response', 'security']);
  await service.as('reporter').get('/api/exercise-plans').expect(403);
});

test('a plan whose scenario is not there any more fails with its name, and goes on once the file is back', async () => {
  const scenarios = new Map(service.deps.scenarios);
  const { register, now: clock, deps } = service;
  const [yearly] = [...deps.exercisePlans.values()];
  const named = scenarioOf(yearly!, clock());
  const scenario = scenarios.get(named)!;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const rules = () => Promise.resolve(deps.rules);
  const { planExercise } = createExercisePlanActivities({
    ...{ register, scenarios, exercisePlans: deps.exercisePlans, rules, log, clock },
  });
  const asked = () => inActivity(planExercise, { plan: 'yearly', request: 'this year' });
  scenarios.delete(named);
  await expect(asked()).rejects.toThrow('The plan yearly is not there any more, or its scenario is not.');
  scenarios.set(named, { ...scenario, customers: 1 });
  const { opening } = await asked();
  expect(opening).toMatchObject({ scenario: { name: named }, departments: yearly!.departments });
  expect((await asked()).opening.id).toBe(opening.id);
});

test('its incident is in a view of its own, and in no other list, figure or register', async () => {
  const { id } = (await plan('lead', PLAN).expect(201)).body as { id: string };
  const incident = await begun(id);
  await service
    .as('responder')
    .post(`/api/incidents/${incident}/assess`)
    .send({ ...TRIAGE, alerted: ['lead'] });
  const { declaredAt: _, ...declaration } = DECLARATION as Record<string, unknown>;
  await service.as('lead').post(`/api/incidents/${incident}/declare`).send(declaration);
  const { body: seen } = await service.as('lead').get(`/api/incidents/${incident}`).expect(200);
  expect(seen.report.exercise).toMatchObject({ scenario: 'misdirected-list', nature: 'privacy' });
  const listed = async (query: string) =>
    ((await service.as('lead').get(`/api/incidents${query}`).expect(200)).body.items as { id: string }[]).map(
      (one) => one.id,
    );
  expect(await listed('')).toEqual([]);
  for (const view of ['open', 'late', 'unassigned', 'closed'])
    expect(await listed(`?view=${view}`)).not.toContain(incident);
  expect(await listed('?view=exercises')).toContain(incident);
  const register = await service.as('auditor').get('/api/register/incidents').expect(200);
  expect(JSON.stringify(register.body)).not.toContain(incident);
  const taken = async (path: string, type: string) =>
    (await service.as('auditor').get(path).set('Accept', type).buffer(true).parse(asBytes).expect(200)).body as Buffer;
  const line = await taken(`/api/register/incidents/${incident}`, 'application/pdf');
  const entry = JSON.parse(String(await taken(`/api/register/incidents/${incident}`, 'application/json'))) as object;
  expect(entry).toMatchObject({ exercise: { id } });
  const pack = await taken(`/api/incidents/${incident}/proof-pack`, 'application/zip');
  const summary = await bytesInZip(pack, 'summary.pdf');
  expect([unmarkedPages(line), unmarkedPages(summary)]).toEqual([[], []]);
  expect(String(await bytesInZip(pack, 'incident.json'))).toContain('"scenario": "misdirected-list"');
  const { body: figures } = await service.as('auditor').get('/api/register/figures').expect(200);
  expect(figures).toMatchObject({ reported: [], declared: 0 });
  const standing = await service.register.standing.read(service.now());
  expect(standing.commitments).toMatchObject({ open: 0, late: 0 });
  expect(await service.register.incidents.openAfter(undefined, 10)).toEqual([]);
});

test('its clocks are told by the clock of the story', async () => {
  const { id } = (await plan('lead', PLAN).expect(201)).body as { id: string };
  const incident = await begun(id);
  service.wait(60_000);
  const { body } = await service.as('lead').get(`/api/incidents/${incident}/clocks`).expect(200);
  const items = body.items as { kind: string; secondsLeft: number }[];
  const { secondsLeft = 0 } = items.find(({ kind }) => kind === 'triage') ?? {};
  const minutesLeft = 4 * 60 - 72;
  expect(Math.abs(secondsLeft / 60 - minutesLeft)).toBeLessThan(5);
});

test('an exercise cannot be asked for by a report, and is called off only before it begins', async () => {
  const report = { channel: 'staff', seen: 'x', exercise: { id: 'EXE-2026-0001' } };
  await service.as('reporter').post('/api/incidents').send(report).expect(422);
  await plan('legal', PLAN).expect(403);
  expect((await plan('lead', { ...PLAN, scenario: 'nothing' }).expect(422)).body.detail).toContain('misdirected-list');
  const { id } = (await plan('lead', { ...PLAN, startsAt: '2027-01-01T00:00:00Z' }).expect(201)).body as { id: string };
  await to(id, 'privacy', 'cancel-exercise', { reason: 'A real one runs.' }).expect(200);
  expect((await read(id)).phase).toBe('concluded');
  await service.as('auditor').get('/api/exercises/EXE-2026-9999').expect(404);
  await service.as('reporter').get('/api/exercises').expect(403);
  expect((await service.as('lead').get('/api/exercise-scenarios').expect(200)).body.items).toHaveLength(6);
  expect((await service.as('lead').get(`/api/exercises/${id}/mail`).expect(200)).body.items).toEqual([]);
});

test('at the speed of the world it runs beside a real incident, and leaves that as it is', async () => {
  const said = { channel: 'staff', seen: 'A mail went astray.', detectedAt: service.now() };
  const { body } = await service.as('reporter').post('/api/incidents').send(said).expect(201);
  const seen = async () => (await service.as('lead').get(`/api/incidents/${body.id}`).expect(200)).body;
  const before = await seen();
  const { id } = (await plan('lead', { ...PLAN, factor: 1 }).expect(201)).body as { id: string };
  const incident = await begun(id);
  const clocks = (await service.as('lead').get(`/api/incidents/${incident}/clocks`).expect(200)).body.items;
  expect(clocks.find(({ kind }: { kind: string }) => kind === 'triage').secondsLeft).toBeGreaterThan(3.9 * 3_600);
  await service.as('responder').post(`/api/incidents/${incident}/acknowledge`).send({}).expect(200);
  await to(id, 'lead', 'end-exercise', { words: 'Enough.' }).expect(200);
  const { obligations, sequence, report } = await seen();
  expect({ obligations, sequence, report }).toEqual({
    obligations: before.obligations,
    sequence: before.sequence,
    report: before.report,
  });
  const { items } = (await service.as('lead').get('/api/incidents').expect(200)).body as { items: { id: string }[] };
  expect(items.map((one) => one.id)).toEqual([body.id]);
});
