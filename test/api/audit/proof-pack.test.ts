import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';
import type { IncidentId } from '../../../src/domain/case/state';
import { signCheckpoint } from '../../../src/primitives/checkpoint';
import { createSigningKey, readSigningKey } from '../../../src/primitives/signed-note';
import { archiveOf, verifyPack } from '../../../src/proof-pack';
import type { PackFile } from '../../../src/proof-pack/archive';
import { unpacked } from '../../../src/proof-pack/unpacked';
import { Chance } from '../../chaos/chance';
import { declared, startService, type Service } from '../../support/api';
import { tellByNotice } from '../../support/told';
import { asBytes } from '../../support/zip';

const KEY = readSigningKey(createSigningKey('register.example'));

let service: Service;
let id: IncidentId;
let folder: string;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'pack-'));
  id = await declared(service);
  await tellByNotice(service, id, ['birch', 'oak', 'ash']);
  const told = {
    customer: 'oak',
    way: 'telephone',
    whom: 'Jo',
    at: service.now(),
    summary: 'What the notice says.',
    evidence: 'Call 17',
  };
  await service.as('responder').post(`/api/incidents/${id}/record-contact`).send(told).expect(200);
  await service.desk.recorded();
  const sign = (tree: { size: number; root: Buffer }) => ({ note: signCheckpoint(KEY, tree), verifier: KEY.verifier });
  await service.register.tree.checkpoint(sign, true);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await service.stop();
});

async function pack(query = '', person = 'auditor'): Promise<{ file: string; bytes: Buffer }> {
  const answer = await service
    .as(person)
    .get(`/api/incidents/${id}/proof-pack${query}`)
    .buffer(true)
    .parse(asBytes)
    .expect(200)
    .expect('Content-Type', 'application/zip');
  const bytes = answer.body as Buffer;
  const file = join(folder, `${createHash('sha256').update(bytes).digest('hex')}.zip`);
  await writeFile(file, bytes);
  return { file, bytes };
}

test('a pack proves who got which text, who approved it and what each server said, and is bound to the signed checkpoint', async () => {
  const { file } = await pack();
  const { faults, manifest, signedBy } = await verifyPack(file, KEY.verifier);
  expect(faults).toEqual([]);
  expect(signedBy).toBe(KEY.verifier);
  expect(manifest).toMatchObject({ incident: id, madeBy: 'auditor' });
  const { kept, found } = await unpacked(file);
  const text = (path: string) => kept.get(path)?.toString() ?? '';
  const deliveries = text('notices/1/deliveries-1.jsonl')
    .split('\n')
    .filter(Boolean)
    .map((row) => JSON.parse(row) as Record<string, unknown>);
  expect(deliveries).toMatchObject(
    ['ash', 'birch', 'oak'].map((customer) => ({
      customer,
      state: 'accepted',
      attempts: [{ outcome: 'accepted', words: '250 2.0.0 queued as 4f1', endedAt: expect.stringMatching(/Z$/) }],
    })),
  );
  for (const { textSha256 } of deliveries)
    expect([...found.keys()]).toContain(`notices/1/letters/${String(textSha256)}.txt`);
  expect(JSON.parse(text('notices/1/notice.json'))).toMatchObject({
    approvals: [{ by: 'legal' }, {}],
    releasedBy: 'lead',
  });
  expect(text('story.jsonl')).toContain('"way":"telephone"');
  expect(text('summary.pdf')).toMatch(/^%PDF-/);
  expect(text('summary.pdf').match(/\/Type \/Page\b/g)).toHaveLength(1);
});

test('that it was made is kept, with its hash, and who looked', async () => {
  const { file } = await pack('', 'privacy');
  const { kept } = await unpacked(file);
  const sha256 = createHash('sha256')
    .update(kept.get('manifest.json') ?? '')
    .digest('hex');
  const story = await service.register.administration.list({ limit: 1 });
  expect(story.rows[0]).toMatchObject({
    act: 'proof-pack-made',
    by: 'privacy',
    subject: `incidents/${id}`,
    change: { sha256 },
  });
  await service.deps.readings.settled();
  const looked = await service.as('auditor').get(`/api/access?incident=${id}`).expect(200);
  expect(looked.body.items).toContainEqual(expect.objectContaining({ person: 'privacy', section: 'proof-pack' }));
});

test('of one customer it holds what went to that one, and no word of another', async () => {
  const { file } = await pack('?customer=oak');
  expect((await verifyPack(file)).faults).toEqual([]);
  const { kept } = await unpacked(file);
  const all = Buffer.concat([...kept.values()]).toString('latin1');
  expect(all).toContain('oak@example.com');
  expect(all).toContain('"way":"telephone"');
  expect(all).not.toMatch(/birch|ash@/);
  await service.as('auditor').get(`/api/incidents/${id}/proof-pack?customer=elm`).expect(404);
});

test.each(['reporter', 'responder', 'operator'])('it is not for a %s', async (person) => {
  await service.as(person).get(`/api/incidents/${id}/proof-pack`).expect(403);
});

test('of 1,000 flipped bits each is found', async () => {
  const { bytes } = await pack('?customer=oak');
  const file = join(folder, 'flipped.zip');
  const chance = new Chance('flips');
  await writeFile(file, bytes);
  const disk = await open(file, 'r+');
  const missed: number[] = [];
  for (let nth = 0; nth < 1_000; nth += 1) {
    const at = chance.between(0, bytes.length - 1);
    const byte = bytes[at] ?? 0;
    await disk.write(Buffer.of(byte ^ (1 << chance.between(0, 7))), 0, 1, at);
    if ((await verifyPack(file)).faults.length === 0) missed.push(at);
    await disk.write(Buffer.of(byte), 0, 1, at);
  }
  await disk.close();
  expect(missed).toEqual([]);
  expect((await verifyPack(file)).faults).toEqual([]);
});

test('what was packed anew with another letter, text, recipient, approval or checkpoint is found', async () => {
  const { file } = await pack();
  const entries = await entriesOf(file);
  const changes: [path: RegExp, from: string, to: string, fault: RegExp][] = [
    [/recipients\.tsv$/, 'oak@example.com', 'elm@example.com', /not the file that the manifest names/],
    [/approved-text\.json$/, 'A list', 'No list', /not the one that was approved/],
    [/notice\.json$/, '"hash": "', '"hash": "0', /not the one that was approved/],
    [/pages\.jsonl$/, '"sha256":"', '"sha256":"0', /no chain/],
    [/letters\/.*json$/, 'A list', 'No list', /another text than its name says/],
    [/letters\/.*txt$/, 'A list', 'No list', /does not say what/],
    [/receipt\.json$/, 'auditor', 'nobody', /not that of this pack/],
    [/manifest\.json$/, 'auditor', 'nobody', /not that of this pack/],
    [/checkpoint\.json$/, '"sequence": ', '"sequence": 1', /checkpoint/],
  ];
  for (const [path, from, to, fault] of changes) {
    const files = entries.map((entry) =>
      path.test(entry.path) ? { ...entry, bytes: Buffer.from(entry.bytes.toString().replace(from, to)) } : entry,
    );
    const forged = join(folder, 'forged.zip');
    const chunks: Buffer[] = [];
    for await (const chunk of archiveOf(inTurn(files), service.now())) chunks.push(chunk as Buffer);
    await writeFile(forged, Buffer.concat(chunks));
    expect([path, (await verifyPack(forged)).faults.join(' ')]).toEqual([path, expect.stringMatching(fault)]);
  }
  expect((await verifyPack(file, readSigningKey(createSigningKey('register.example')).verifier)).faults).toEqual([
    'Its checkpoint is not signed by that key.',
  ]);
});

async function entriesOf(file: string): Promise<PackFile[]> {
  const zip = await openPromise(file, { lazyEntries: true });
  const entries: PackFile[] = [];
  for await (const entry of zip.eachEntry())
    entries.push({ path: entry.fileName, bytes: await buffer(await zip.openReadStreamPromise(entry)) });
  return entries;
}

async function* inTurn<T>(all: readonly T[]): AsyncGenerator<T> {
  for (const one of all) yield await Promise.resolve(one);
}
