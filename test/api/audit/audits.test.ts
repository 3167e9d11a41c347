import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signCheckpoint } from '../../../src/primitives/checkpoint';
import { drawnBy } from '../../../src/primitives/sample';
import { createSigningKey, readSigningKey } from '../../../src/primitives/signed-note';
import { archiveOf, verifyBundle } from '../../../src/proof-pack';
import { unpacked } from '../../../src/proof-pack/unpacked';
import { Chance } from '../../chaos/chance';
import { declared, reported, startService, type Service } from '../../support/api';
import { tellByNotice } from '../../support/told';
import { buffer } from 'node:stream/consumers';

const KEY = readSigningKey(createSigningKey('register.example'));
const PERIOD = { standard: 'ISO/IEC 27001:2022', from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
const SEED = '48-17-3';

let service: Service;
let folder: string;
let incidents: string[];
let audit: string;
let bytes: Buffer;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  const told = await declared(service);
  await tellByNotice(service, told, ['birch', 'oak']);
  incidents = [told];
  for (let nth = 0; nth < 5; nth += 1) incidents.push(await reported(service));
  await service.desk.recorded();
  for (const id of incidents) await service.as('lead').get(`/api/incidents/${id}`).expect(200);
  const sign = (tree: { size: number; root: Buffer }) => ({ note: signCheckpoint(KEY, tree), verifier: KEY.verifier });
  await service.register.tree.checkpoint(sign, true);
  const { body } = await service.as('auditor').post('/api/audits').send(PERIOD).expect(201);
  audit = body.id as string;
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await service.stop();
});

const post = (path: string, body: object, person = 'auditor') =>
  service.as(person).post(`/api/audits/${audit}${path}`).send(body);

async function kept(content: Buffer): Promise<string> {
  const file = join(folder, 'bundle.zip');
  await writeFile(file, content);
  return file;
}

test('a sample is drawn from the whole population by its seed, and anybody draws the same', async () => {
  const { body } = await post('/samples', { count: 3, seed: SEED }).expect(200);
  const [sample] = body.samples as { population: number; incidents: string[] }[];
  expect(sample).toMatchObject({ number: 1, population: 6 });
  expect(sample!.incidents).toEqual(drawnBy(SEED, incidents, 3, (id) => id));
});

test('what is found is to be done by its owner, by a date', async () => {
  const finding = {
    finding: 'No reason for a severity.',
    action: 'Ask for it.',
    owner: 'lead',
    dueAt: '2027-02-01T00:00:00Z',
  };
  await post('/findings', { ...finding, owner: 'nobody' }).expect(422);
  await post('/findings', finding).expect(200);
  await post('/findings/1/done', { words: 'Asked.' }, 'responder').expect(403);
  const { body } = await post('/findings/1/done', { words: 'Asked.' }, 'lead').expect(200);
  expect(body.findings).toMatchObject([{ number: 1, owner: 'lead', doneBy: 'lead', doneWords: 'Asked.' }]);
  await post('/findings/1/done', { words: 'Again.' }, 'lead').expect(409);
});

test.each(['lead', 'privacy', 'operator'])('neither sample nor bundle is for a %s', async (person) => {
  await post('/samples', { count: 1, seed: 'x' }, person).expect(403);
  await service.as(person).get(`/api/audits/${audit}/bundle`).expect(403);
});

test('the bundle has all of the period and is verified by itself', async () => {
  const answer = await service
    .as('auditor')
    .get(`/api/audits/${audit}/bundle`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    })
    .expect(200);
  bytes = answer.body as Buffer;
  const file = await kept(bytes);
  expect(await verifyBundle(file, KEY.verifier)).toMatchObject({ faults: [], packs: 3, signedBy: KEY.verifier });
  const { kept: files } = await unpacked(file);
  const names = [
    'audit.json',
    'population.jsonl',
    'post-mortems.jsonl',
    'training.jsonl',
    'awareness-sessions.jsonl',
    'exercises.jsonl',
    'exercise-coverage.jsonl',
    'administration.jsonl',
  ];
  expect([...files.keys()]).toEqual(expect.arrayContaining(names));
  const [drawn = ''] = drawnBy(SEED, incidents, 3, (id) => id);
  expect(files.get(`readings/${drawn}.jsonl`)?.toString()).toContain('"person":"lead"');
  expect(files.get('population.jsonl')?.toString().trim().split('\n')).toHaveLength(6);
  const { body } = await service.as('auditor').get('/api/administration?act=audit-bundle-made').expect(200);
  expect(body.items).toHaveLength(1);
});

test('of 1,000 bytes that were flipped by a seed, 1,000 are found', async () => {
  const chance = new Chance('17');
  let found = 0;
  for (let nth = 0; nth < 1_000; nth += 1) {
    const flipped = Buffer.from(bytes);
    const at = chance.between(0, flipped.length - 1);
    flipped[at] = flipped[at]! ^ (1 << chance.between(0, 7));
    const { faults } = await verifyBundle(await kept(flipped), KEY.verifier);
    if (faults.length > 0) found += 1;
  }
  expect(found).toBe(1_000);
});

test('a file that was exchanged and sealed anew is found, and so is a sample that its seed does not draw', async () => {
  const { kept: files } = await unpacked(await kept(bytes));
  const changed = async (path: string, change: (text: string) => string) => {
    async function* all() {
      for (const [name, content] of files)
        yield { path: name, bytes: name === path ? Buffer.from(change(content.toString())) : content };
    }
    return verifyBundle(await kept(await buffer(archiveOf(all(), service.now()))), KEY.verifier);
  };
  expect((await changed('training.jsonl', () => '{}\n')).faults).toEqual([
    'training.jsonl is not the file that the manifest names.',
  ]);
  const { faults } = await changed('audit.json', (text) => text.replace(`"${SEED}"`, '"another"'));
  expect(faults).toContain('The sample 1 is not what its seed draws.');
  const other = createSigningKey('other.example');
  expect((await verifyBundle(await kept(bytes), readSigningKey(other).verifier)).faults).toContain(
    'Its checkpoint is not signed by that key.',
  );
});

test('a closed audit draws no more', async () => {
  await post('/close', { statement: 'Effective.' }).expect(200);
  await post('/close', { statement: 'Effective.' }).expect(409);
  await post('/samples', { count: 1, seed: 'x' }).expect(409);
  const { body } = await service.as('privacy').get('/api/audits').expect(200);
  expect(body.items).toMatchObject([{ id: audit, statement: 'Effective.' }]);
});
