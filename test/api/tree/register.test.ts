import { readCheckpoint, signCheckpoint } from '../../../src/primitives/checkpoint';
import { leafHash, type Sized } from '../../../src/primitives/merkle';
import { createSigningKey, readSigningKey } from '../../../src/primitives/signed-note';
import { newIncident, notePage, openingPage } from '../../register/stories';
import { startService, type Service } from '../../support/api';
import { continues, includes } from '../../support/proofs';

const key = readSigningKey(createSigningKey('tocsin.example/tocsin'));
const sign = (tree: Sized) => ({ note: signCheckpoint(key, tree), verifier: key.verifier });

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const get = (path: string, person = 'auditor') => service.as(person).get(`/api/register/${path}`);
const bytes = (text: string) => Buffer.from(text, 'base64');

test('an auditor proves over the API alone that the register only grew, and what is in it', async () => {
  await get('checkpoint').expect(404);
  const incident = newIncident();
  await service.register.pages.append([openingPage(incident), notePage(incident, 2, 'two')]);
  await service.register.tree.checkpoint(sign, true);
  const { body: first } = await get('checkpoint').expect(200);
  await service.register.pages.append([notePage(incident, 3, 'three')]);
  await service.register.tree.checkpoint(sign, true);
  const { body: second } = await get('checkpoint', 'privacy').expect(200);

  const read = (body: { note: string }) => readCheckpoint(body.note, key.verifier) as Sized;
  const [older, newer] = [read(first as { note: string }), read(second as { note: string })];
  const { body: proof } = await get(`proof?from=${older.size}&to=${newer.size}`).expect(200);
  expect(continues(older, newer, (proof.hashes as string[]).map(bytes))).toBe(true);
  expect(bytes(proof.root as string)).toEqual(newer.root);

  const { body: opening } = await get(`pages?subject=${incident}&limit=1`).expect(200);
  const after = opening.items[0].position as number;
  const { body: leaves } = await get(`pages?subject=${incident}&after=${after}&limit=10`).expect(200);
  expect(leaves.items).toHaveLength(2);
  for (const { position, subject, sequence, head } of leaves.items) {
    const { body } = await get(`inclusion?position=${position}&size=${newer.size}`).expect(200);
    const leaf = leafHash(`${subject}\n${sequence}\n${head}\n`);
    expect(includes({ position, ...newer, leaf }, (body.hashes as string[]).map(bytes))).toBe(true);
  }
});

test.each([
  'proof?from=2&to=1',
  'proof?from=0&to=999',
  'inclusion?position=5&size=5',
  'pages?after=-1',
  'proof?from=1',
])('what lies outside the tree, or is no place in it, is refused: %s', async (path) => {
  await get(path).expect(400);
});

test.each(['reporter', 'lead', 'operator'])('heads are not for a %s', async (person) => {
  for (const path of ['pages', 'proof?from=0&to=0', 'inclusion?position=0&size=1']) await get(path, person).expect(403);
});
