import { reopen } from '../../../src/api/routes/case/reopening';
import { tellOfFile } from '../../../src/api/incidents/assistance-news';
import { openPendingReports } from '../../../src/api/incidents/waiting';
import type { Message } from '../../../src/domain/receive';
import type { IncidentId } from '../../../src/domain/case/state';
import { instantAt, type Instant } from '../../../src/domain/primitives/instant';
import type { AssistanceFile } from '../../../src/register';
import { ASSESSMENT, reported, startService, typesOf, type Service } from '../../support/api';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const post = (person: string, path: string, body: object, key = `${Math.random()}`) =>
  service.as(person).post(`/api/incidents/${path}`).set('Idempotency-Key', key).send(body);

async function closed(): Promise<IncidentId> {
  const id = await reported(service);
  const classification = { class: 'not-an-incident', words: 'It was test data.' };
  await post('privacy', `${id}/assess`, { ...ASSESSMENT, classification }).expect(200);
  await deliverAlerts(id);
  await post('lead', `${id}/close`, { outcome: 'Nothing.' }).expect(200);
  return id;
}

/** Also what closing itself owes: a run stays until that is sent. */
async function deliverAlerts(id: IncidentId): Promise<void> {
  for (;;) {
    await service.desk.recorded();
    const state = (await service.register.incidents.get(id))!.state;
    const [effect] = state.outbox;
    if (!effect) return;
    service.desk.open.set(id, state);
    await service.desk.system(id, 'alert-delivered', { effect: effect.id, reached: ['lead'] });
  }
}

const REASON = { reason: 'The list was real after all.' };

test('whoever reads after reopening sees it open, at the sequence that was answered', async () => {
  const id = await closed();
  const { body } = await post('lead', `${id}/reopen`, REASON).expect(200);
  expect(typesOf(body.events)).toEqual(['reopened', 'alert-raised']);
  service.desk.hasWorker = false;
  const seen = await service.as('lead').get(`/api/incidents/${id}`).expect(200);
  const timeline = await service.as('lead').get(`/api/incidents/${id}/timeline?limit=200`).expect(200);
  service.desk.hasWorker = true;
  expect(seen.body).toMatchObject({ sequence: body.sequence, stage: { stage: 'investigation' } });
  expect(timeline.body.items.at(-2)).toMatchObject({ type: 'reopened', by: 'lead', door: 'api', event: REASON });
});

test('a file that a customer takes after the end is in the story, and the incident stays closed', async () => {
  const id = await closed();
  const file = { id: 'f-1', incident: id, customer: 'oak', kind: 'log', name: 'log.txt' } as AssistanceFile;
  await tellOfFile(service.deps, file, 'taken', { contact: 'oak-1', notice: 1 });
  await service.desk.recorded();
  const { body } = await service.as('auditor').get(`/api/incidents/${id}/timeline?limit=200`).expect(200);
  const event = { file: 'f-1', customer: 'oak', kind: 'log', takenBy: 'oak-1', notice: 1 };
  expect(body.items.at(-1)).toMatchObject({ type: 'assistance-file-taken', by: 'system', event });
  expect((await service.register.incidents.get(id))!.state.stage.stage).toBe('closed');
});

test('whoever reopens a run that is only just closing reads it open, though the register still has it closed', async () => {
  const id = await closed();
  service.desk.open.set(id, (await service.register.incidents.get(id))!.state);
  const catchUp = service.desk.holdUp();
  const { body } = await post('lead', `${id}/reopen`, REASON).expect(200);
  const seen = await service.as('lead').get(`/api/incidents/${id}`).expect(200);
  catchUp();
  const timeline = await service.as('lead').get(`/api/incidents/${id}/timeline?limit=200`).expect(200);
  expect(seen.body).toMatchObject({ sequence: body.sequence, stage: { stage: 'investigation' } });
  expect(timeline.body.items.at(-2)).toMatchObject({ sequence: body.sequence, type: 'reopened' });
});

test('a start whose answer was lost is 503, and the same key then learns that it was done', async () => {
  const id = await closed();
  service.desk.losesNextAnswer = true;
  const lost = await post('lead', `${id}/reopen`, REASON, 'r1').expect(503);
  expect(lost.body.type).toBe('/problems/outcome-unknown');
  await service.desk.recorded();
  const sequence = service.desk.open.get(id)?.sequence;
  expect((await post('lead', `${id}/reopen`, REASON, 'r1').expect(200)).body.sequence).toBe(sequence);
  expect((await post('lead', `${id}/reopen`, { reason: 'Another.' }, 'r1').expect(422)).body.type).toBe(
    '/problems/key-reused',
  );
  expect((await post('privacy', `${id}/reopen`, REASON).expect(409)).body).toMatchObject({
    type: '/problems/wrong-stage',
    detail: expect.stringContaining('is open, in investigation'),
  });
});

test('a reopening answered long ago is answered again by its page, though the incident is closed since', async () => {
  const id = await closed();
  const first = await post('lead', `${id}/reopen`, REASON, 'r2').expect(200);
  await service.desk.system(id, 'scope-resolved', {
    ...{
      effect: first.body.events[0].effect,
      unknown: [],
      added: 0,
      asOf: 1,
      cohorts: [],
      unreachable: 0,
      withdrawal: { owed: 0, told: 0 },
    },
  });
  await post('lead', `${id}/close`, { outcome: 'Nothing still.' }).expect(200);
  await service.desk.recorded();
  const message = { ...REASON, by: 'lead', door: 'api', roles: ['lead'] } satisfies Message;
  const kept = (await service.register.incidents.get(id))!.state.recentKeys.find(
    ({ sequence }) => sequence === first.body.sequence,
  )!;
  expect(await reopen(service.deps, id, { ...message, ...kept }, kept.key)).toMatchObject({
    outcome: 'done',
    answer: { sequence: first.body.sequence, events: first.body.events },
  });
  expect(service.desk.open.has(id)).toBe(false);
});

test('who asked just before somebody else reopened it hears that it is open', async () => {
  const id = await closed();
  const slower = Object.create(service.desk) as typeof service.desk;
  slower.update = async () => {
    slower.update = (...order) => service.desk.update(...order);
    await post('lead', `${id}/reopen`, REASON).expect(200);
    await service.desk.recorded();
    return { outcome: 'gone' };
  };
  const message = { ...REASON, by: 'lead', door: 'api', roles: ['lead'] } satisfies Message;
  const told = await reopen({ ...service.deps, incidents: slower }, id, message, 'slower');
  expect(told).toMatchObject({ outcome: 'refused', refusal: { refused: 'wrong-stage' } });
});

test('who may not is refused, and so is a case that was never closed', async () => {
  const id = await closed();
  expect((await post('legal', `${id}/reopen`, REASON).expect(403)).body.type).toBe('/problems/not-permitted');
  await post('lead', `${id}/reopen`, {}).expect(422);
  expect((await post('lead', `${await reported(service)}/reopen`, REASON).expect(409)).body.type).toBe(
    '/problems/wrong-stage',
  );
  await post('lead', 'INC-2026-9999/reopen', REASON).expect(404);
});

test('a report still kept as waiting, whose incident is in the register, is not opened a second time', async () => {
  const id = await closed();
  const { waiting } = service.register.reports;
  const report = (await service.register.reports.get(id))!;
  service.register.reports.waiting = () => Promise.resolve([report]);
  expect(await openPendingReports(service.deps)).toEqual({ opened: 1, waiting: 0 });
  service.register.reports.waiting = waiting;
  expect(service.desk.open.has(id)).toBe(false);
});

describe('A closed incident whose time is over', () => {
  const IN_TEN_YEARS = (at: string) => instantAt(new Date(at).setUTCFullYear(new Date(at).getUTCFullYear() + 11));
  const erased = (id: IncidentId, at: Instant) => service.asOwner(({ erasure }) => erasure.erase(id, at, 'operator'));
  const hold = (person: string, id: string, path = '') =>
    service.as(person).post(`/api/incidents/${id}/legal-holds${path}`);

  test('is kept by a legal hold that legal or privacy places, until it is lifted', async () => {
    const id = await closed();
    await deliverAlerts(id);
    const after = IN_TEN_YEARS(service.now());
    await hold('lead', id).send(REASON).expect(403);
    const placed = await hold('legal', id).send(REASON).expect(201);
    expect(placed.body.items).toEqual([{ incident: id, ...REASON, placedBy: 'legal', placedAt: expect.any(String) }]);
    await hold('privacy', id).send(REASON).expect(409);
    expect(await erased(id, after)).toBe('held');
    const lifted = await hold('privacy', id, '/lift').send({ reason: 'The claim was settled.' }).expect(200);
    expect(lifted.body.items[0]).toMatchObject({ liftedBy: 'privacy', liftingReason: 'The claim was settled.' });
    await hold('legal', id, '/lift').send(REASON).expect(409);
    expect((await service.as('auditor').get(`/api/incidents/${id}/legal-holds`).expect(200)).body).toEqual(lifted.body);
  });

  test('is erased: whoever asks for it learns that, and it is reopened by nobody', async () => {
    const id = await closed();
    await deliverAlerts(id);
    expect(await erased(id, IN_TEN_YEARS(service.now()))).toBe('erased');
    for (const path of ['', '/timeline', '/scope', '/deliveries', '/notices', '/legal-holds']) {
      const { body } = await service.as('auditor').get(`/api/incidents/${id}${path}`).expect(410);
      expect(body.detail).toContain('the hashes of its');
    }
    await service.as('reporter').get(`/api/incidents/${id}`).expect(404);
    expect((await post('lead', `${id}/reopen`, REASON)).status).toBe(410);
    const { body } = await service.as('auditor').get('/api/incidents?limit=200').expect(200);
    expect(body.items.map((row: { id: string }) => row.id)).not.toContain(id);
  });
});
