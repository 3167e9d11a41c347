import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { keepPeople, openMailChannel } from '../../../src/activities';
import { createProgrammeActivities } from '../../../src/activities/programme/programme';
import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import type { IncidentId } from '../../../src/domain/case/state';
import { CORE_FIELDS } from '../../../src/domain/notices/facts';
import type { Instant } from '../../../src/domain/primitives/instant';
import { DECLARATION } from '../../support/messages';
import { WHOLE_TRIAGE as TRIAGE } from '../../support/story';
import type { Role } from '../../../src/domain/primitives/people';
import { lookAtDuties } from '../../../src/upkeep/watch-duties';
import { inActivity } from '../../activities/house';
import { OWN_ORIGIN, reported, startService, type Service } from '../../support/api';
import { findingsMailed } from '../../support/findings';
import { MailServer } from '../../support/mailserver';
import { addCustomers, noticeAccepted, noticeComposed, scopeMarked, scopeResolved } from '../../support/told';

const PLANTED = 'Zwetschgenknödel fell into the server room';

let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function contained(): Promise<IncidentId> {
  const report = { channel: 'staff', seen: 'A list went to a stranger.', detectedAt: '2026-11-23T08:00:00Z' };
  const { body } = await service.as('reporter').post('/api/incidents').send(report).expect(201);
  const id = body.id as IncidentId;
  const say = (by: string, command: string, payload: object) =>
    service.as(by).post(`/api/incidents/${id}/${command}`).send(payload).expect(200);
  await say('responder', 'assess', { ...TRIAGE, alerted: ['lead'] });
  await say('lead', 'declare', { ...DECLARATION, awareAt: '2026-11-23T08:30:00Z' });
  await say('responder', 'move-stage', { to: 'recovery' });
  await service.desk.openPostMortem(id);
  return id;
}

const write = (id: string, by: string, command: string, body: object) =>
  service.as(by).post(`/api/incidents/${id}/post-mortem/${command}`).send(body);
const read = (id: string, by: string) => service.as(by).get(`/api/incidents/${id}/post-mortem`);

test('a planted sentence of a post-mortem is found by its members, and nowhere else', async () => {
  const id = await contained();
  await write(id, 'lead', 'annotate', { sequence: 1, index: 0, words: PLANTED }).expect(200);
  const answer = await write(id, 'lead', 'answer-question', { question: 'causes', words: PLANTED })
    .set('Idempotency-Key', 'planted')
    .expect(200);
  expect(answer.body).toEqual({ incident: id, sequence: 3, version: 2, status: 'open' });

  const whole = await read(id, 'privacy').expect(200);
  expect(whole.body).toMatchObject({
    answers: { causes: { words: PLANTED, by: 'lead' } },
    annotations: [{ sequence: 1, index: 0, words: PLANTED }],
    timeline: expect.arrayContaining([expect.objectContaining({ type: 'opened' })]),
  });
  const record = await read(id, 'auditor').expect(200);
  expect(record.body).toMatchObject({ incident: id, status: 'open', actions: [] });
  for (const by of ['responder', 'communications', 'executive', 'operator', 'reporter'])
    expect((await read(id, by)).status).toBe(403);
  const reviewed = await service.as('auditor').get('/api/register/incidents?review=open').expect(200);
  expect(reviewed.body.items).toContainEqual(expect.objectContaining({ id }));

  const others = ['auditor', 'responder', 'executive', 'operator'];
  const pages = ['', '/timeline', '/clocks', '/notices'].map((path) => `/api/incidents/${id}${path}`);
  const lists = [
    ...[
      '/api/incidents',
      '/api/post-mortems',
      '/api/access?limit=100',
      '/api/register/incidents',
      '/api/register/figures',
      '/metrics',
    ],
    ...['/api/administration?limit=100', '/api/procedures', '/api/programme-reviews', '/api/playbooks'],
    ...[`/api/incidents/${id}/acts`, `/api/incidents/${id}/related`, `/api/incidents/${id}/proof-pack`],
  ];
  const answers = await Promise.all(
    [...pages, ...lists].flatMap((page) => others.map(async (by) => await service.as(by).get(page).buffer())),
  );
  for (const { text, body } of answers) expect(`${text} ${JSON.stringify(body)}`).not.toContain('Zwetschgen');
  expect(service.logged.join('\n')).not.toContain('Zwetschgen');
  expect(await tablesWith('Zwetschgen')).toEqual([]);
});

test('members who are no counsel read in its timeline that something is privileged, and no word of it', async () => {
  const id = await contained();
  const counsel = { text: 'Marillenknödel, says counsel.', section: 'privileged' };
  await service.as('legal').post(`/api/incidents/${id}/note-progress`).send(counsel).expect(200);
  await write(id, 'legal', 'admit-member', { person: 'responder', reason: 'Had it in hand.' }).expect(200);
  for (const [by, isShown] of Object.entries({ legal: true, privacy: true, lead: false, responder: false })) {
    const { body } = await read(id, by).expect(200);
    const noted = (body.timeline as { event: { type: string } }[]).find(({ event }) => event.type === 'progress-noted');
    expect(noted).toMatchObject({ event: { section: 'privileged' } });
    expect({ by, isShown: JSON.stringify(body).includes('Marillen') }).toEqual({ by, isShown });
  }
});

test('each reading is kept before it is answered, and an auditor who was named reads it until the end', async () => {
  const id = await contained();
  await write(id, 'legal', 'name-auditor', {
    person: 'auditor',
    until: '2026-12-01T00:00:00Z',
    reason: 'Audit.',
  }).expect(200);
  expect((await read(id, 'auditor').expect(200)).body.members).toContain('lead');
  const { body } = await service.as('privacy').get(`/api/access?incident=${id}`).expect(200);
  expect(body.items).toContainEqual(expect.objectContaining({ person: 'auditor', section: 'post-mortem' }));
  service.wait(30 * 24 * 3_600_000);
  expect((await read(id, 'auditor').expect(200)).body.members).toBeUndefined();
});

test('auditors list that each has one, when and by whom it was approved, and how its actions stand', async () => {
  const id = await contained();
  for (const question of ['sufficient', 'causes', 'went-well', 'changes'])
    await write(id, 'lead', 'answer-question', { question, verdict: 'no', words: 'Well.' }).expect(200);
  const { procedure } = (await read(id, 'lead')).body as { procedure: string[] };
  for (const step of procedure) await write(id, 'lead', 'judge-step', { step, verdict: 'yes', words: 'Well.' });
  const action = { change: 'Two send.', procedure: 'SOP', owner: 'responder', effect: 'No mail goes wrong.' };
  const dates = { due: '2027-03-01T00:00:00Z', checkBy: '2027-04-01T00:00:00Z' };
  const { body } = await write(id, 'lead', 'add-action', { ...action, ...dates }).expect(200);
  for (const by of ['legal', 'lead']) await write(id, by, 'approve-post-mortem', { version: body.version }).expect(200);
  const list = await service.as('auditor').get('/api/post-mortems').expect(200);
  expect(list.body.items.find((row: { incident: string }) => row.incident === id)).toMatchObject({
    ...{ status: 'approved', approvedBy: ['legal', 'lead'], actions: 1, actionsOpen: 1 },
    nextDue: '2027-03-01T00:00:00.000Z',
  });
  expect((await read(id, 'responder').expect(200)).body.actions).toMatchObject([{ number: 1, owner: 'responder' }]);
  await service.as('responder').get('/api/post-mortems').expect(403);
  const draw = async (seed: string) =>
    (await service.as('auditor').get(`/api/post-mortems?sample=2&seed=${seed}`).expect(200)).body.items.map(
      (row: { incident: string }) => row.incident,
    );
  expect(await draw('2026')).toHaveLength(2);
  expect(await draw('2026')).toEqual(await draw('2026'));
  const { body: refused } = await service.as('auditor').get('/api/post-mortems?sample=2').expect(400);
  expect(refused.detail).toContain('a sample is drawn by a seed');
});

const PROCEDURE = {
  name: 'incident-response',
  version: '2.4',
  title: 'SOP',
  text: '1. Whoever notices something reports it.',
};

test('a procedure holds once two people who did not write it approved its hash; incidents keep the version they ran under', async () => {
  const before = await contained();
  const drafted = await service.as('lead').post('/api/procedures').send(PROCEDURE).expect(201);
  expect(drafted.body).toMatchObject({ draftedBy: 'lead', approvedBy: [], content: PROCEDURE.text });
  expect(drafted.body.inForceFrom).toBeUndefined();
  const again = await service
    .as('legal')
    .post('/api/procedures')
    .send({ ...PROCEDURE, text: 'Another.' });
  expect(again.body.type).toBe('/problems/already-so');

  const approve = (by: string, sha256: string) =>
    service.as(by).post('/api/procedures/incident-response/2.4/approve').send({ sha256 });
  const { sha256 } = drafted.body as { sha256: string };
  expect((await approve('lead', sha256)).body.type).toBe('/problems/second-person');
  expect((await approve('legal', '0'.repeat(64))).body.type).toBe('/problems/stale-text');
  expect((await approve('communications', sha256)).status).toBe(403);
  await approve('legal', sha256).expect(200);
  expect((await approve('legal', sha256)).body.type).toBe('/problems/already-so');
  const { body: held } = await approve('privacy', sha256).expect(200);
  expect(held).toMatchObject({ approvedBy: ['legal', 'privacy'], inForceFrom: expect.any(String) });

  const runsUnder = async (id: string) =>
    (await service.as('auditor').get(`/api/incidents/${id}`)).body.procedures as unknown;
  expect(await runsUnder(before)).toBeUndefined();
  const pinned = [{ name: 'incident-response', version: '2.4', sha256 }];
  expect(await runsUnder(await contained())).toEqual(pinned);
  expect((await service.as('auditor').get('/api/procedures/incident-response/2.4').expect(200)).body.content).toBe(
    PROCEDURE.text,
  );
  const { body: acts } = await service.as('operator').get('/api/administration?limit=100');
  expect(JSON.stringify(acts)).toContain('procedures/incident-response/2.4');
});

test('an action is done only when a version in force took it up', async () => {
  const id = await contained();
  const action = { change: 'Two send.', owner: 'responder', effect: 'No mail goes wrong.' };
  const dates = { due: '2027-03-01T00:00:00Z', checkBy: '2027-04-01T00:00:00Z' };
  for (const procedure of ['SOP', 'misdirected-email', 'a memo'])
    await write(id, 'lead', 'add-action', { ...action, procedure, ...dates }).expect(200);
  const finish = (number: number, version: string) =>
    write(id, 'responder', 'finish-action', { action: number, version });
  const refused = await finish(1, '2.5').expect(422);
  expect(refused.body.detail).toContain('"SOP" has no version 2.5 in force');
  await finish(3, '1').expect(422);
  await finish(1, '2.4').expect(200);
  await finish(2, '1').expect(200);
  expect((await read(id, 'lead')).body.actions).toMatchObject([
    { done: { document: { kind: 'procedure', name: 'incident-response' } } },
    { done: { document: { kind: 'playbook', name: 'misdirected-email' } } },
    { number: 3 },
  ]);
});

const LATER = '2027-11-02T00:00:00.000Z' as Instant;
const RHYTHM = { everyMonths: 12, withinDays: 30, tells: ['executive'] as Role[] };
const openReviews = (rhythm?: typeof RHYTHM) =>
  service.register.programmeReviews.openOwed(LATER, rhythm, { person: 'system', at: LATER });

test('a review is opened by the rhythm of the rules, shows what came back to whoever may read it, and stands once two others approved it', async () => {
  for (const id of [await contained(), await contained()])
    await write(id, 'lead', 'answer-question', { question: 'causes', kinds: ['people'], words: PLANTED }).expect(200);
  expect(await openReviews()).toEqual([]);
  expect(await openReviews(RHYTHM)).toMatchObject([
    { id: 'REV-2027-11', dueAt: '2027-12-01T00:00:00.000Z', isNew: true, approvedBy: [] },
  ]);
  expect(await openReviews(RHYTHM)).toMatchObject([{ isNew: false }]);

  const path = '/api/programme-reviews/REV-2027-11';
  const seen = async (by: string) => (await service.as(by).get(path).expect(200)).body as Record<string, unknown>;
  expect((await seen('lead')).recurring).toEqual([{ cause: 'people', incidents: expect.any(Array) }]);
  expect(await seen('auditor')).toMatchObject({ recurring: [], postMortems: expect.any(Array) });
  await service.as('responder').get(path).expect(403);

  const actions = [{ change: PLANTED, owner: 'executive', dueAt: '2027-12-01T00:00:00Z' }];
  const decide = (by: string, to = actions) =>
    service.as(by).post(`${path}/decide`).send({ decisions: PLANTED, actions: to });
  expect((await decide('lead', [{ ...actions[0]!, owner: 'responder' }])).body.type).toBe('/problems/unknown-person');
  expect((await decide('lead').expect(200)).text).not.toContain('Zwetschgen');
  const done = (by: string) => service.as(by).post(`${path}/actions/1/done`).send({ words: PLANTED });
  expect((await done('executive')).body.type).toBe('/problems/nothing-open');
  const { sha256 } = await seen('lead');
  const approve = (by: string) => service.as(by).post(`${path}/approve`).send({ sha256 });
  expect((await approve('lead')).body.type).toBe('/problems/second-person');
  await approve('legal').expect(200);
  expect((await approve('privacy').expect(200)).body.approvedAt).toBeDefined();
  expect((await decide('lead')).body.type).toBe('/problems/already-so');
  expect(await seen('executive')).toMatchObject({ decisions: PLANTED, actions: [{ number: 1, change: PLANTED }] });
  expect(await seen('auditor')).toMatchObject({ actions: [{ number: 1, owner: 'executive' }] });

  expect(await overdueDutiesAt('2027-11-30T00:00:00Z')).toEqual([]);
  expect(await overdueDutiesAt('2027-12-02T00:00:00Z')).toEqual(['programme-reviews/REV-2027-11/actions/1']);
  const { email } = (await service.register.people.get('executive'))!;
  expect((await findingsMailed(service)).get(email)).toContain('what the review decided was due');
  expect((await done('legal')).body.type).toBe('/problems/not-permitted');
  expect((await done('executive').expect(200)).body.actions).toMatchObject([{ doneBy: 'executive' }]);
  expect((await done('executive')).body.type).toBe('/problems/nothing-open');
  expect(await overdueDutiesAt('2027-12-02T00:00:00Z')).toEqual([]);

  expect(JSON.stringify(await seen('auditor'))).not.toContain('Zwetschgen');
  expect(await openReviews(RHYTHM)).toEqual([]);
  const own = ['programme_reviews', 'review_actions'];
  expect(await tablesWith('Zwetschgen')).toEqual(service.ownerUrl ? expect.arrayContaining(own) : []);
  expect(await tablesWith('Zwetschgen')).toHaveLength(service.ownerUrl ? own.length : 0);
  expect(service.logged.join('\n')).not.toContain('Zwetschgen');
});

test('a review that is overdue is mailed each day, to the roles of the rules', async () => {
  const server = await MailServer.start();
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-review-'));
  const mail = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@tocsin.example>' });
  const { register } = service;
  const log = { warn: () => undefined, info: () => undefined, error: () => undefined };
  const people = keepPeople({ register, file: join(folder, 'people.json'), log });
  let clock = '2028-11-02T00:00:00.000Z' as Instant;
  const rules = () => Promise.resolve({ ...SHIPPED_RULES, programmeReview: RHYTHM });
  const round = async () => {
    const needs = { register, mail, people, log, clock: () => clock, rules, publicUrl: OWN_ORIGIN };
    const { openReviews: open, tellOfReview } = createProgrammeActivities(needs);
    for (const review of (await inActivity(open, {})).waiting) await inActivity(tellOfReview, review);
    return server.taken.splice(0).map(({ to, mail: { subject } }) => [to, subject]);
  };
  const is = (how: string) => [['executive@tocsin.example', `[Tocsin] Programme review REV-2028-11 ${how}`]];
  expect(await round()).toEqual(is('is open'));
  expect(await round()).toEqual([]);
  clock = '2028-12-02T00:00:00.000Z' as Instant;
  expect(await round()).toEqual(is('is overdue'));
  expect(await round()).toEqual([]);
  clock = '2028-12-03T00:00:00.000Z' as Instant;
  expect(await round()).toEqual(is('is overdue'));
  mail.close();
  await server.down();
  await rm(folder, { recursive: true, force: true });
});

async function overdueDutiesAt(instant: string): Promise<string[]> {
  await lookAtDuties({ ...service.register, time: { read: () => Promise.resolve(Date.parse(instant)) } });
  return (await service.register.findings.standing({ standsAfter: 0 })).map(({ subject }) => subject);
}

test('a misdirected mail that only a colleague had goes by its playbook, and is closed after five acts', async () => {
  const acts: string[] = [];
  const { body } = await service
    .as('reporter')
    .post('/api/incidents')
    .send({ channel: 'staff', seen: 'A list went to a stranger.', detectedAt: '2026-11-23T08:00:00Z' })
    .expect(201);
  const say = async (by: string, command: string, payload: object) => {
    acts.push(command);
    return service.as(by).post(`/api/incidents/${body.id}/${command}`).send(payload);
  };
  const names = (await service.as('auditor').get('/api/playbooks').expect(200)).body.items.map(
    ({ name }: { name: string }) => name,
  );
  expect(names).toContain('misdirected-email');
  expect(await say('lead', 'choose-playbook', { playbook: 'misdirected' })).toMatchObject({
    ...{ status: 422, body: { detail: expect.stringContaining('there are: credential-stuffing') } },
  });
  acts.length = 0;
  const classification = { class: 'not-an-incident', words: 'The recipient was a colleague, who deleted it unread.' };
  const definition = { ...TRIAGE.definition, effect: { answer: 'no' } };
  const assessed = await say('responder', 'assess', { ...TRIAGE, definition, alerted: ['lead'], classification });
  expect(assessed.status).toBe(200);
  const chosen = await say('lead', 'choose-playbook', { playbook: 'misdirected-email' });
  expect(chosen.body.state).toMatchObject({
    playbook: { name: 'misdirected-email', version: '1', depth: 'shallow' },
    tasks: [
      { step: 'recall', status: 'open' },
      { step: 'ask-deletion', status: 'open' },
    ],
  });
  for (const task of [1, 2]) expect((await say('responder', 'end-task', { task, outcome: 'done' })).status).toBe(200);
  expect((await say('lead', 'close', { outcome: 'Deleted.' })).body).toMatchObject({
    state: { stage: { stage: 'closed' } },
  });
  expect(acts).toHaveLength(5);
});

test('a misdirected mail of one customer is declared, told by a notice that two approved, and closed after eight acts', async () => {
  await addCustomers(service, ['birch']);
  const acts: string[] = [];
  const act = async (by: string, command: string, body: object) => {
    acts.push(command);
    return (await service.as(by).post(`/api/incidents/${id}/${command}`).send(body).expect(200)).body;
  };
  const id = await reported(service);
  const says = ({ field }: { field: string }) =>
    ['nature', 'customerAction', 'contactPoint'].includes(field)
      ? { status: 'known', value: 'So.' }
      : { status: 'not-applicable' };
  const { state } = await act('responder', 'fast-track', {
    triage: { ...TRIAGE, alerted: ['lead'] },
    declaration: { ...DECLARATION, awareAt: '2026-11-23T08:30:00Z' },
    ...{ playbook: 'misdirected-email', done: ['recall'], affected: { customers: ['birch'] } },
    facts: CORE_FIELDS.map((field) => ({ field, ...says({ field }) })),
    draft: { kind: 'initial' },
  });
  expect(state).toMatchObject({
    ...{ classification: { class: 'incident' }, playbook: { name: 'misdirected-email', version: '1' } },
    ...{
      tasks: [
        { step: 'recall', status: 'done' },
        { step: 'ask-deletion', status: 'open' },
      ],
    },
  });
  expect(state.anchors.declared.at > state.openedAt).toBe(true);
  await scopeResolved(service, id);
  const approval = await noticeComposed(service, id, 1);
  await act('legal', 'approve-notice', approval);
  await act('communications', 'approve-notice', approval);
  await act('lead', 'release-notice', approval);
  await noticeAccepted(service, id, approval);
  const call = {
    customer: 'birch',
    way: 'telephone',
    whom: 'Ada Brandt',
    summary: 'It is deleted.',
    evidence: 'Call 17',
  };
  await act('responder', 'record-contact', { ...call, at: service.now(), final: true });
  await scopeMarked(service, id);
  await act('responder', 'end-task', { task: 2, outcome: 'done' });
  expect((await act('lead', 'close', { outcome: 'Deleted.' })).state).toMatchObject({
    ...{
      stage: { stage: 'closed' },
      notices: [{ status: 'sent', approvals: [{ by: 'legal' }, { by: 'communications' }] }],
    },
  });
  expect(['report', ...acts]).toHaveLength(8);
});

/** Every table in which these letters stand anywhere. */
async function tablesWith(letters: string): Promise<string[]> {
  if (!service.ownerUrl) return [];
  const client = new Client({ connectionString: service.ownerUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      'select table_name as name from information_schema.tables where table_schema = current_schema()',
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query(`select from "${name}" t where strpos(t::text, $1) > 0 limit 1`, [letters]);
      if (rows.length > 0) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}
