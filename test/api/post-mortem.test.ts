import { Client } from 'pg';
import type { IncidentId } from '../../src/domain/case/state';
import { DECLARATION } from '../support/messages';
import { WHOLE_TRIAGE as TRIAGE } from '../support/story';
import { startService, type Service } from '../support/api';

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

  const others = ['auditor', 'responder', 'executive', 'operator'];
  const pages = ['', '/timeline', '/clocks', '/notices'].map((path) => `/api/incidents/${id}${path}`);
  for (const page of [...pages, '/api/incidents', '/api/post-mortems', '/api/access?limit=100'])
    for (const by of others) expect((await service.as(by).get(page)).text).not.toContain('Zwetschgen');
  expect(service.logged.join('\n')).not.toContain('Zwetschgen');
  expect(await tablesWith('Zwetschgen')).toEqual([]);
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
