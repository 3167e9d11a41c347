import request from 'supertest';
import { lenientCodecOf } from '../../src/codec/codec';
import { parseKeyRing } from '../../src/codec';
import { open, seal } from '../../src/codec/envelope';
import { activityPlace, workflowPlace } from '../../src/domain/primitives/seal';
import { addPerson, cookieOf, keyOf, OWN_ORIGIN, startService, UI_ORIGIN, type Service } from '../support/api';
import { KEY_RING } from '../support/key-ring';

interface Wire {
  metadata: Record<string, string>;
  data: string;
}

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const ring = parseKeyRing(KEY_RING, 'the ring');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const clear: Wire = { metadata: { encoding: base64('json/plain') }, data: base64('{"name":"Alder Mutual"}') };
const door = (path: 'encode' | 'decode') =>
  request(service.server).post(`/codec/${path}`).set('X-Namespace', 'default');
const turned = async (path: 'encode' | 'decode', payloads: Wire[], person = 'auditor') => {
  const answer = await door(path)
    .set('Authorization', `Bearer ${keyOf(person)}`)
    .send({ payloads })
    .expect(200);
  return answer.body.payloads as Wire[];
};

const bytes = (wire: Wire) => ({
  metadata: Object.fromEntries(
    Object.entries(wire.metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
  ),
  data: Buffer.from(wire.data, 'base64'),
});

const byCookie = (cookie: string, origin: string) =>
  door('decode')
    .set('Cookie', cookie)
    .set('Origin', origin)
    .send({ payloads: [clear] });

test('what is encoded here is read by a worker, and what a worker wrote is decoded here', async () => {
  const [sealed] = await turned('encode', [clear]);
  expect(JSON.stringify(sealed)).not.toContain(clear.data);
  const [read] = await lenientCodecOf(ring).decode([bytes(sealed!)]);
  expect(JSON.parse(Buffer.from(read?.data ?? []).toString())).toMatchObject({ name: 'Alder Mutual' });
  expect(await turned('decode', [sealed!, clear])).toEqual([clear, clear]);
});

test('what is sealed for a post-mortem, or an activity of it, is shown to nobody: its members read it through the API', async () => {
  const of = 'INC-2026-0001/post-mortem';
  for (const place of [workflowPlace('default', of), activityPlace('default', of, '3.recordPages')]) {
    const { metadata, data } = seal(ring, bytes(clear), { by: 'worker', for: place });
    const named = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]);
    const sealed = {
      metadata: Object.fromEntries(named) as Wire['metadata'],
      data: Buffer.from(data ?? []).toString('base64'),
    };
    for (const person of ['operator', 'lead', 'legal', 'executive', 'auditor']) {
      const [shown] = await turned('decode', [sealed], person);
      expect(Buffer.from(shown?.data ?? '', 'base64').toString()).toMatch(/^{"confidential":/);
    }
  }
});

test('what is encoded for one command to one incident is sealed by who is signed in, for that alone', async () => {
  const place = workflowPlace('default', 'INC-2026-0001');
  const sealOf = async (path: string) => {
    const answer = await request(service.server)
      .post(`/codec/${path}encode`)
      .set('Authorization', `Bearer ${keyOf('auditor')}`)
      .send({ payloads: [clear] })
      .expect(200);
    const { by, for: to, person } = open(ring, bytes(answer.body.payloads[0] as Wire));
    return { by, to, person };
  };
  const auditor = { id: 'auditor', roles: ['auditor'] };
  expect(await sealOf('')).toEqual({ by: 'person', to: '', person: { ...auditor, command: '' } });
  expect(await sealOf('for/INC-2026-0001/close/')).toEqual({
    ...{ by: 'person', to: place, person: { ...auditor, command: 'close' } },
  });
});

test('of nothing is nothing, as the command line asks where a query has no arguments', async () => {
  const answer = await door('encode')
    .set('Authorization', `Bearer ${keyOf('lead')}`)
    .send({})
    .expect(200);
  expect(answer.body).toEqual({ payloads: [] });
});

test('one that cannot be read is explained, and the others are read all the same', async () => {
  const garbage = {
    metadata: { encoding: base64('binary/encrypted'), 'encryption-key-id': base64('k7') },
    data: base64('?'),
  };
  const [told, other] = await turned('decode', [garbage, clear]);
  expect(Buffer.from(told!.data, 'base64').toString()).toContain('names the key \\"k7\\"');
  expect(other).toEqual(clear);
});

test('is for those who may read incidents, by a key in either header, and each use is noted', async () => {
  await door('decode').send({ payloads: [] }).expect(401);
  await door('decode').set('Authorization', 'Bearer no-such-key').send({ payloads: [] }).expect(401);
  await door('decode')
    .set('Authorization', `Bearer ${keyOf('reporter')}`)
    .send({ payloads: [] })
    .expect(403);
  const extras = door('decode')
    .set('Authorization', 'Bearer of-the-ui')
    .set('Authorization-Extras', `Bearer ${keyOf('lead')}`);
  await extras.send({ payloads: [] }).expect(200);
  const written: unknown[] = [];
  const { access } = service.register;
  const write = access.write.bind(access);
  access.write = (entry) => (written.push(entry), write(entry));
  await turned('decode', [clear], 'privacy');
  access.write = write;
  expect(written).toMatchObject([{ person: 'privacy', method: 'POST', route: '/codec/decode', status: 200 }]);
});

test.each([
  ['payloads that are none', { payloads: 'x' }],
  ['a payload of a number', { payloads: [7] }],
  ['data that is no base64', { payloads: [{ metadata: {}, data: '!' }] }],
])('%s are refused by name', async (_name, body) => {
  const answer = await door('decode')
    .set('Authorization', `Bearer ${keyOf('lead')}`)
    .send(body)
    .expect(422);
  expect(answer.body.errors[0].pointer).toMatch(/^\/payloads/);
});

test('only the page of the UI may read here, with all the headers it sends', async () => {
  const ask = (origin: string) => request(service.server).options('/codec/decode').set('Origin', origin);
  const { headers } = await ask(UI_ORIGIN).expect(204);
  expect(headers).toMatchObject({
    'access-control-allow-origin': UI_ORIGIN,
    'access-control-allow-credentials': 'true',
  });
  for (const name of ['X-Namespace', 'Authorization', 'Authorization-Extras', 'Content-Type'])
    expect(headers['access-control-allow-headers']).toContain(name);
  const foreign = await ask('http://127.0.0.1:9999').expect(403);
  expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
});

describe('a browser that is signed in', () => {
  test('reads for the UI’s page, and for no other', async () => {
    const cookie = await cookieOf(service, 'lead');
    await byCookie(cookie, UI_ORIGIN).expect(200);
    await byCookie(cookie, 'http://127.0.0.1:9999').expect(403);
    await door('decode')
      .set('Cookie', cookie)
      .send({ payloads: [clear] })
      .expect(401);
    await request(service.server).get('/api/incidents').set('Cookie', cookie).set('Origin', UI_ORIGIN).expect(403);
    await byCookie(`${cookie}x`, UI_ORIGIN).expect(401);
  });

  test('reads nothing for a reporter', async () => {
    await byCookie(await cookieOf(service, 'reporter'), UI_ORIGIN).expect(403);
  });

  test('reads no more once the key is revoked that it signed in with, or the session has ended', async () => {
    await addPerson(service.register, 'guest', ['auditor']);
    const [cookie, other] = [await cookieOf(service, 'guest'), await cookieOf(service, 'lead')];
    await byCookie(cookie, UI_ORIGIN).expect(200);
    const [key] = await service.register.keys.of('guest');
    await service.as('operator').delete(`/api/people/guest/keys/${key?.id}`).expect(204);
    await byCookie(cookie, UI_ORIGIN).expect(401);
    await request(service.server).post('/sign-out').set('Cookie', other).set('Origin', OWN_ORIGIN).expect(303);
    await byCookie(other, UI_ORIGIN).expect(401);
  });

  test('was sent to the sign-in page by the address of before', async () => {
    await request(service.server).get('/codec/sign-in').expect(303).expect('Location', '/sign-in');
  });
});
