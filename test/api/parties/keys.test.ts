import request from 'supertest';
import { keyList, newKey } from '../../../src/contract/parties/people';
import { HOUR, plus } from '../../../src/domain/primitives/instant';
import { sha256 } from '../../../src/primitives/hash';
import { KEY_LIFE_MS } from '../../../src/register';
import { addPerson, keyOf, startService, type Service } from '../../support/api';
import { until } from '../../support/until';

let service: Service;
beforeAll(async () => {
  service = await startService();
  await addPerson(service.register, 'olga', ['operator']);
  await addPerson(service.register, 'anna.l', ['responder']);
});
afterAll(() => service.stop());

const SOON_MS = 2_000;
const operator = () => service.as('operator');
const make = (person: string, body: object = {}) => service.as('olga').post(`/api/people/${person}/keys`).send(body);
const withKey = (key: string) => request.agent(service.server).set('Authorization', `Bearer ${key}`);
const keysOf = async (person: string) => {
  const { body } = await operator().get(`/api/people/${person}/keys`).expect(200);
  expect(keyList.safeParse(body).error).toBeUndefined();
  return body.items as { id: string; name: string; state: string; lastUsedAt?: string; isThis: boolean }[];
};

test('one’s own key is shown once, opens the door, and is revoked by its id', async () => {
  const made = await make('olga').expect(201);
  expect(newKey.safeParse(made.body).error).toBeUndefined();
  expect(made.headers['cache-control']).toBe('no-store');
  const asOlga = () => withKey(made.body.key).get('/api/people/olga');
  await asOlga().expect(200);
  await operator().delete(`/api/people/bo/keys/${made.body.id}`).expect(404);
  await operator().delete(`/api/people/lead/keys/${made.body.id}`).expect(404);
  await operator().delete(`/api/people/olga/keys/${made.body.id}`).expect(204);
  await asOlga().expect(401);
  await operator().delete(`/api/people/olga/keys/${made.body.id}`).expect(404);
  expect(service.logged.join()).not.toContain(made.body.key);
});

test('of whom a key is, its hash tells nobody, whether they are still here or not', async () => {
  await addPerson(service.register, 'leaver', ['legal']);
  await operator().patch('/api/people/leaver').send({ active: false }).expect(200);
  const answers = ['leaver', 'lead', 'nobody'].map(async (whose) => {
    const { status, body } = await operator().delete(`/api/people/anna.l/keys/${sha256(keyOf(whose))}`);
    return [status, body.detail];
  });
  const [first, ...others] = await Promise.all(answers);
  expect(first?.[0]).toBe(404);
  for (const other of others) expect(other).toEqual(first);
});

test('a key has a name and an end of its own, within a year', async () => {
  const expiresAt = plus(service.now(), 24 * HOUR);
  const { body } = await make('olga', { name: 'Laptop', expiresAt }).expect(201);
  expect(body).toMatchObject({ name: 'Laptop', expiresAt, person: 'olga' });
  const { body: plain } = await make('olga').expect(201);
  expect(plain.expiresAt).toBe(plus(plain.createdAt, KEY_LIFE_MS));
  for (const wrong of [plus(service.now(), -1), plus(service.now(), KEY_LIFE_MS + HOUR)]) {
    const refused = await make('olga', { expiresAt: wrong }).expect(422);
    expect(refused.body).toMatchObject({ type: '/problems/impossible-instant', errors: [{ pointer: '/expiresAt' }] });
  }
});

test('a key is made for what the description names, and for nothing else', async () => {
  const { body } = await make('olga', { foo: 1 }).expect(422);
  expect(body.errors).toMatchObject([{ pointer: '/foo' }]);
  await operator().post('/api/people/operator/keys').set('Content-Type', 'text/plain').send('garbage').expect(415);
});

test('a key given with an idempotency key is not kept with the answers', async () => {
  const again = () => make('olga').set('Idempotency-Key', 'k').expect(201);
  expect((await again()).body.key).not.toBe((await again()).body.key);
});

test('operators and auditors list whose they are, with their last use; everybody lists their own', async () => {
  await addPerson(service.register, 'rob', ['reporter']);
  await withKey(keyOf('rob')).get('/api/keys').expect(200);
  await until('the use is noted', async () => (await keysOf('rob'))[0]?.lastUsedAt !== undefined, SOON_MS);
  const [seen] = await keysOf('rob');
  expect(seen).toMatchObject({ name: 'Key of rob', state: 'valid', isThis: false });
  const { body } = await service.as('rob').get('/api/keys').expect(200);
  expect(body.items).toEqual([{ ...seen, isThis: true }]);
  expect(JSON.stringify(body)).not.toContain(sha256(keyOf('rob')));
  await service.as('auditor').get('/api/people/rob/keys').expect(200);
  for (const who of ['lead', 'executive', 'rob']) await service.as(who).get('/api/people/rob/keys').expect(403);
});

test('everybody revokes their own, and nobody else’s by that way', async () => {
  await addPerson(service.register, 'una', ['legal']);
  const [own] = await keysOf('una');
  await service.as('rob').delete(`/api/keys/${own?.id}`).expect(404);
  await service.as('una').delete(`/api/keys/${own?.id}`).expect(204);
  await service.as('una').get('/api/keys').expect(401);
});

test('whoever was made inactive comes back without any key, and gets none meanwhile', async () => {
  await addPerson(service.register, 'rev', ['responder']);
  await operator().patch('/api/people/rev').send({ active: false }).expect(200);
  expect((await make('rev').expect(409)).body.type).toBe('/problems/inactive');
  await operator().patch('/api/people/rev').send({ active: true }).expect(200);
  await service.as('rev').get('/api/keys').expect(401);
  expect(await keysOf('rev')).toEqual([]);
});

test('the last key of the last operator cannot be revoked, by whomever, until there is another', async () => {
  await operator().patch('/api/people/olga').send({ active: false }).expect(200);
  await addPerson(service.register, 'second', ['operator']);
  const [[first], [second]] = await Promise.all([keysOf('operator'), keysOf('second')]);
  const revoke = (who: string, id?: string) => service.as('second').delete(`/api/people/${who}/keys/${id}`);
  await revoke('operator', first?.id).expect(204);
  const { body } = await revoke('second', second?.id).expect(409);
  expect(body).toMatchObject({ type: '/problems/last-operator', detail: expect.stringContaining('key') });
  await service.as('second').delete(`/api/keys/${second?.id}`).expect(409);
  const anew = { person: 'operator', hash: sha256(keyOf('operator-anew')), name: 'Another', at: service.now() };
  await service.register.keys.add(anew);
  await revoke('second', second?.id).expect(204);
  await service.as('second').get('/api/people').expect(401);
  await service.as('operator-anew').get('/api/people').expect(200);
});

test('a key says that it expires from 30 days before, and opens nothing afterwards', async () => {
  const { body } = await service.as('legal').get('/api/keys').expect(200);
  expect(body.items).toMatchObject([{ state: 'valid' }]);
  service.wait(KEY_LIFE_MS - 29 * 24 * HOUR);
  expect((await service.as('legal').get('/api/keys').expect(200)).body.items).toMatchObject([{ state: 'expiring' }]);
  service.wait(29 * 24 * HOUR);
  const refused = await service.as('legal').get('/api/keys').expect(401);
  expect(refused.body.detail).toContain('has expired');
});
