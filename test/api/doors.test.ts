import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import request from 'supertest';
import { createApp } from '../../src/api/app';
import { openApi } from '../../src/contract/openapi';
import { problem, PROBLEM_CODES, PROBLEMS } from '../../src/contract/problems';
import { RegisterUnavailable } from '../../src/register';
import { addPerson, reported, startService, type Service } from '../support/api';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const anyone = () => request(service.server);

test('every route is described, and every description has its route', () => {
  const described = Object.entries(openApi().paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  // A browser asks OPTIONS by itself before it sends what is described.
  const ours = routesOf(createApp(service.deps)).filter((route) => !route.startsWith('options '));
  expect(ours.sort()).toEqual(described.sort());
});

/** Whoever has the link is let in; to everybody else there is no such page. */
const WITH_A_TOKEN = [
  'get /n/:token',
  'post /n/:token',
  'get /t/:token',
  'post /t/:token',
  'get /r/:source/:token',
  'post /r/:source/:token',
  'get /v/:token',
  'post /v/:token',
];

test('what is open to all is only health, documents, the meaning of problems and the way in', async () => {
  const open = new Set(['/', '/api', '/api/openapi.json', '/api/docs', '/healthz', '/readyz', '/problems/:code']);
  const wayIn = [
    ...['get /account', 'get /codec/sign-in', 'get /sign-in', 'post /sign-in', 'post /sign-out'],
    ...['get /sign-in/oidc', 'get /sign-in/callback', 'post /session'],
    // With a code of a mail a first key is made.
    'post /api/keys',
    ...['get /sign-in/code', 'post /sign-in/code'],
  ];
  const answered = [...wayIn, ...WITH_A_TOKEN];
  const routes = routesOf(createApp(service.deps)).filter((each) => !answered.includes(each));
  for (const [nth, route] of routes.entries()) {
    const [method = '', path = ''] = route.split(' ');
    if (method === 'options') continue;
    // From one address no more than a hundred failures are judged.
    const localAddress = `127.0.0.${2 + Math.floor(nth / 50)}`;
    const status = await statusOf({
      method: method.toUpperCase(),
      path: path.replace(':code', 'malformed'),
      localAddress,
    });
    expect([route, status]).toEqual([route, open.has(path) ? 200 : 401]);
  }
});

function statusOf(asked: { method: string; path: string; localAddress: string }): Promise<number | undefined> {
  const { port } = service.server.address() as AddressInfo;
  const headers = { Host: '127.0.0.1' };
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ ...asked, port, host: '127.0.0.1', headers }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode));
    });
    sent.once('error', reject).end();
  });
}

test('the description is served as it is made', async () => {
  const answer = await anyone().get('/api/openapi.json').expect(200);
  expect(answer.body).toEqual(JSON.parse(JSON.stringify(openApi())));
});

test('the address that everything begins with says where everything is', async () => {
  const { body } = await anyone().get('/api').expect(200);
  expect(body).toMatchObject({ docs: '/api/docs', openapi: '/api/openapi.json', incidents: '/api/incidents' });
});

test('the bare address tells a program where everything is, and has a person sign in', async () => {
  const { body } = await anyone().get('/').set('Accept', '*/*').expect(200);
  expect(body).toMatchObject({ docs: '/api/docs', incidents: '/api/incidents', health: '/readyz' });
  await anyone()
    .get('/')
    .set('Accept', 'text/html')
    .expect(303)
    .expect('Location', '/sign-in')
    .expect('Vary', /Accept/);
  await anyone().post('/').expect(405).expect('Allow', 'GET, HEAD');
});

test('the docs page says how to sign in, what doors are, what is answered, and of each command only its problems', async () => {
  const { text } = await anyone().get('/api/docs').expect(200);
  expect(text).toContain('<code>Authorization: Bearer &lt;key&gt;</code>');
  expect(text).toMatch(/Doors: .*<code>signal<\/code>/);
  const section = (name: string) =>
    text.slice(text.indexOf(`/api/incidents/{id}/${name}</code>`)).split('</details>')[0]!;
  expect(section('close')).toContain('still-open');
  expect(section('close')).not.toContain('stale-text');
  expect(section('close')).toMatch(/<td>200<\/td>.*<code>events<\/code>/s);
  expect(section('notices/{number}')).toMatch(/<code>text\/plain<\/code>/);
  expect(text).toMatch(/<h2>Problems<\/h2>.*<code>pointer|<code>errors<\/code>/s);
  expect(text).toContain('overflow-wrap:anywhere');
});

test('the docs page names the values that a list is filtered and sorted by', async () => {
  const { text } = await anyone().get('/api/docs').expect(200);
  expect(text).toMatch(/<code>stage<\/code><\/td><td>query\. .*One of: triage, .*closed\./);
  expect(text).toContain('-severity.');
});

test('the docs page names every command, and asks nobody else for anything', async () => {
  const { text, headers } = await anyone().get('/api/docs').expect(200).expect('Content-Type', /html/);
  expect(text).toContain('/api/incidents/{id}/declare');
  expect(text).toContain('&quot;basis&quot;: &quot;confirmed&quot;');
  expect(text).not.toMatch(/<script|(?:src|href|action)="?https?:|src=|@import|url\(/);
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
});

test('every problem’s type leads to what it means and what to do', async () => {
  for (const code of PROBLEM_CODES) {
    const { body } = await anyone().get(`/problems/${code}`).set('Accept', 'application/json').expect(200);
    const { status, title, now } = PROBLEMS[code];
    expect(body).toEqual({ type: `/problems/${code}`, status, title, now });
  }
  await anyone().get('/problems/not-permitted').set('Accept', 'text/html').expect(200).expect('Content-Type', /html/);
  await anyone().get('/problems/constructor').expect(404);
});

test('health says that the process is up, readiness what it needs', async () => {
  expect((await anyone().get('/healthz').expect(200)).body).toEqual({ status: 'up' });
  expect((await anyone().get('/readyz').expect(200)).body).toEqual({
    status: 'ready',
    register: 'up',
    schema: 'current',
    temporal: 'up',
    clock: 'right',
  });
  service.desk.isUp = false;
  expect((await anyone().get('/readyz').expect(503)).body).toMatchObject({ status: 'not ready', temporal: 'away' });
  service.desk.isUp = true;
});

test('another method is answered with those that there are', async () => {
  const answer = await service.as('lead').delete('/api/incidents').expect(405);
  expect(answer.headers.allow).toBe('GET, HEAD, POST');
  expect(answer.body.type).toBe('/problems/wrong-method');
  expect((await service.as('lead').get('/api/incidents/INC-2026-0001/declare').expect(405)).headers.allow).toBe('POST');
  expect((await anyone().options('/api/people').expect(405)).headers.allow).toBe('GET, HEAD, POST');
});

test('another media type is 415, with or without a name', async () => {
  const id = await reported(service);
  const post = () => service.as('lead').post(`/api/incidents/${id}/note-progress`);
  for (const type of [
    'text/plain',
    'application/xml',
    'text/csv',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ]) {
    const answer = await post().set('Content-Type', type).send('text=hello').expect(415);
    expect(answer.body.type).toBe('/problems/wrong-media-type');
  }
  await post().set('Content-Type', 'application/json; charset=latin1').send('{}').expect(415);
  await post().set('Content-Type', 'application/json').set('Content-Encoding', 'zstd').send('{}').expect(415);
  const long = service.as('operator').post('/api/staff/import').set('Content-Type', 'text/csv');
  await long.set('Content-Encoding', 'gzip').send('staff_id').expect(415);
});

test('what is not JSON is 400, what is not an object 422, and says so in our own words', async () => {
  const id = await reported(service);
  const post = (body: string) =>
    service.as('lead').post(`/api/incidents/${id}/note-progress`).set('Content-Type', 'application/json').send(body);
  for (const body of ['{', '{"text":}', 'hello', '{"text":"a"}}', '\ufeff{']) {
    expect((await post(body).expect(400)).body.type).toBe('/problems/bad-json');
  }
  for (const body of ['[]', '[{"text":"a"}]', '"text"', '1', 'null']) {
    expect((await post(body).expect(422)).body).toMatchObject({
      type: '/problems/malformed',
      errors: [{ pointer: '', detail: 'must be a JSON object' }],
    });
  }
  for (const body of [
    '{}',
    '{"text":1}',
    '{"text":""}',
    '{"text":null}',
    '{"text":"a","__proto__":{"x":1}}',
    '{"text":"a","constructor":1}',
  ]) {
    expect((await post(body).expect(422)).body.type).toBe('/problems/malformed');
  }
});

test('bytes that are not UTF-8 are refused, not altered, and so is JSON in another code', async () => {
  const id = await reported(service);
  const { port } = service.server.address() as AddressInfo;
  const post = (type: string, body: Buffer) =>
    fetch(`http://127.0.0.1:${port}/api/incidents/${id}/note-progress`, {
      method: 'POST',
      headers: { Authorization: 'Bearer key-of-lead', 'Content-Type': type },
      body: new Uint8Array(body),
    });
  const broken = await post('application/json', Buffer.from('{"text":"caf\xe9\xff"}', 'latin1'));
  expect(await broken.json()).toMatchObject({ type: '/problems/bad-json', status: 400, errors: [{ pointer: '' }] });
  const other = await post('application/json; charset=utf-16le', Buffer.from('{"text":"café"}', 'utf16le'));
  expect(other.status).toBe(415);
  const good = await post('application/json; charset=UTF-8', Buffer.from('{"text":"café"}'));
  expect(await good.json()).toMatchObject({ events: [{ text: 'café' }] });
});

test.each([
  ['detectedAt', 7, 'must be a string'],
  ['suspectedCustomers', 'alder', 'must be a list'],
  ['suspectedCustomers', Array(1_001).fill('alder'), 'must have at most 1000 entries'],
])('a fault of %s is told in our own words', async (field, value, detail) => {
  const body = { channel: 'staff', seen: 'Something.', [field]: value };
  const answer = await service.as('lead').post('/api/incidents').send(body).expect(422);
  expect(answer.body.errors).toEqual([{ pointer: `/${field}`, detail }]);
});

test.each([
  [0, 'must be at least 1'],
  [1.5, 'must be a whole number'],
  ['1', 'must be a number'],
])('a number of %j is refused in our own words', async (notice, detail) => {
  const id = await reported(service);
  const answer = await service
    .as('lead')
    .post(`/api/incidents/${id}/release-notice`)
    .send({ notice, hash: 'a'.repeat(64) })
    .expect(422);
  expect(answer.body.errors).toEqual([{ pointer: '/notice', detail }]);
});

test('a parameter that is not known is refused also where none is', async () => {
  const id = await reported(service);
  for (const path of ['', '/clocks', '/notices', '/notices/1']
    .map((end) => `incidents/${id}${end}`)
    .concat('people/lead', 'customers/c')) {
    const { body } = await service.as('lead').get(`/api/${path}?limt=3`).expect(400);
    expect(body).toMatchObject({ type: '/problems/bad-request', errors: [{ parameter: 'limt' }] });
  }
});

test('too much is 413', async () => {
  const id = await reported(service);
  const answer = await service
    .as('lead')
    .post(`/api/incidents/${id}/note-progress`)
    .send({ text: 'x'.repeat(1_100_000) })
    .expect(413);
  expect(answer.body.type).toBe('/problems/too-large');
});

test('faults point at their fields, keys with slashes and tildes escaped', async () => {
  const id = await reported(service);
  const answer = await service
    .as('lead')
    .post(`/api/incidents/${id}/assess`)
    .send({ severity: { level: 'huge' }, 'a/b~c': 1 })
    .expect(422);
  expect(answer.body.errors).toEqual([
    { pointer: '/severity/level', detail: 'must be one of: low, medium, high, very-high' },
    { pointer: '/severity/reason', detail: 'is missing' },
    { pointer: '/a~1b~0c', detail: 'is not known here; leave it out' },
  ]);
  expect(problem.safeParse(answer.body).error).toBeUndefined();
});

test('a register that is away is 503, and says so without its own words', async () => {
  const { register, deps } = service;
  const down = () => Promise.reject(new RegisterUnavailable('postgres://secret@host is away'));
  const keys = { ...register.keys, authenticate: down };
  const scimClients = { ...register.scimClients, byToken: down };
  const app = createApp({ ...deps, register: { ...register, keys, scimClients } });
  const answer = await request(app).get('/api/incidents').set('Authorization', 'Bearer x').expect(503);
  expect(answer.body).toMatchObject({ type: '/problems/unavailable' });
  expect(answer.headers['retry-after']).toBe('5');
  expect(JSON.stringify(answer.body)).not.toContain('secret');
  const scim = await request(app).get('/scim/v2/Users').set('Authorization', 'Bearer x').expect(503);
  expect([scim.headers['content-type'], scim.headers['retry-after']]).toEqual([
    expect.stringMatching(/^application\/scim\+json/),
    '5',
  ]);
});

test('an internal error is 500, logged, and tells the caller nothing of itself', async () => {
  const { register, deps } = service;
  const broken = () => Promise.reject(new TypeError('cannot read secret of undefined'));
  const app = createApp({ ...deps, register: { ...register, incidents: { ...register.incidents, list: broken } } });
  const answer = await request(app).get('/api/incidents').set('Authorization', 'Bearer key-of-lead').expect(500);
  expect(answer.body.type).toBe('/problems/fault');
  expect(JSON.stringify(answer.body)).not.toMatch(/secret|stack|TypeError|\.ts/);
  expect(service.logged.some((line) => line.includes('cannot read secret'))).toBe(true);
});

test('and is answered as one although it cannot be logged', async () => {
  const { register, deps } = service;
  const broken = () => Promise.reject(new TypeError('a bug'));
  const noSpace = (line: string) => {
    if (line.includes('a request failed')) throw new Error('ENOSPC');
  };
  const incidents = { ...register.incidents, list: broken };
  const app = createApp({ ...deps, log: pino({}, { write: noSpace }), register: { ...register, incidents } });
  const answer = await request(app).get('/api/incidents').set('Authorization', 'Bearer key-of-lead').expect(500);
  expect(answer.body.type).toBe('/problems/fault');
});

describe('the access log', () => {
  test('keeps every refused call: who, which route, which incident, which problem', async () => {
    await addPerson(service.register, 'watched', ['reporter']);
    const kept: object[] = [];
    const { register, deps } = service;
    const access = { ...register.access, ...writingTo(kept) };
    const app = createApp({ ...deps, register: { ...register, access } });
    const call = (key: string) => request.agent(app).set('Authorization', `Bearer ${key}`);
    const id = await reported(service);
    await call('wrong').get('/api/people').expect(401);
    await call('key-of-watched').get('/api/people').expect(403);
    await call('key-of-watched').get(`/api/incidents/${id}`).expect(404);
    await call('key-of-lead').post(`/api/incidents/${id}/close`).send({ outcome: 'x' }).expect(409);
    await call('key-of-lead').post(`/api/incidents/${id}/close`).send({}).expect(422);
    await call('key-of-lead')
      .post(`/api/incidents/${id}/close`)
      .send({ outcome: 'x' })
      .set('Prefer', 'respond-async')
      .expect(202);
    expect(kept).toMatchObject([
      { method: 'GET', route: '/api/people', status: 401, problem: 'not-signed-in', person: undefined },
      { route: '/api/people', status: 403, problem: 'not-permitted', person: 'watched' },
      { route: '/api/incidents/:id', status: 404, incident: id, person: 'watched' },
      {
        method: 'POST',
        route: '/api/incidents/:id/close',
        status: 409,
        problem: 'still-open',
        incident: id,
        person: 'lead',
      },
      { route: '/api/incidents/:id/close', status: 422, problem: 'malformed' },
    ]);
    expect(kept).toHaveLength(5);
  });

  test('does not grow by what strangers ask for, but for failed sign-ins', async () => {
    const kept: object[] = [];
    const { register, deps } = service;
    const access = { ...register.access, ...writingTo(kept) };
    const app = createApp({ ...deps, register: { ...register, access } });
    await request(app).get('/wp-login.php').expect(404);
    await request(app).get('/problems/none').expect(404);
    await request(app).delete('/api/incidents').expect(405);
    expect(kept).toEqual([]);
    await request(app).get('/api/incidents').expect(401);
    expect(kept).toMatchObject([{ status: 401 }]);
  });

  test('that cannot be written does not change the answer', async () => {
    const { register, deps } = service;
    const app = createApp({
      ...deps,
      register: { ...register, access: { ...register.access, write: () => Promise.reject(new Error('full')) } },
    });
    await request(app).get('/api/people').expect(401);
    expect(service.logged.some((line) => line.includes('not in the access log'))).toBe(true);
  });
});

function writingTo(kept: object[]) {
  return {
    write: async (entry: object) => void kept.push(entry),
    writeRefusal: (entry: object) => Promise.resolve(kept.push(entry) > 0),
  };
}

test('the request log has routes and times, no bodies, keys, addresses or addressees', async () => {
  const id = await reported(service);
  await service.as('lead').post(`/api/incidents/${id}/note-progress`).send({ text: 'top-secret-text' }).expect(200);
  await service.as('lead').get('/api/people?limit=3').expect(200);
  const all = service.logged.join('\n');
  expect(all).toContain('"route":"/api/incidents/:id/note-progress"');
  expect(all).not.toMatch(/top-secret-text|key-of-|limit=3|@tocsin\.example/);
});

test('answers tell no more of the server than they must', async () => {
  const { headers } = await service.as('lead').get('/api/incidents').expect(200);
  expect(headers).not.toHaveProperty('x-powered-by');
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
});

function routesOf(app: ReturnType<typeof createApp>): string[] {
  const { stack } = app.router as unknown as {
    stack: { route?: { path: string; methods: Record<string, boolean> } }[];
  };
  return stack.flatMap(({ route }) => {
    const methods = Object.keys(route?.methods ?? {}).filter((method) => method !== '_all');
    return methods.map((method) => `${method} ${route?.path}`);
  });
}

test('a parameter that is not known is refused wherever it stands, since it would silently do nothing', async () => {
  const id = await reported(service);
  const key = 'k-0a1b2c3d4e5f';
  const asked = [
    service.as('lead').post('/api/incidents?dry=1').send({}),
    service.as('lead').post(`/api/incidents/${id}/close?force=1`).send({}),
    service.as('operator').post('/api/people?dry=1').send({}),
    service.as('operator').patch('/api/people/lead?dry=1').send({}),
    service.as('operator').post('/api/people/lead/keys?days=1').send({}),
    service.as('operator').delete(`/api/people/lead/keys/${key}?soft=1`),
    service.as('operator').put('/api/customers/acme?dry=1').send({}),
  ];
  for (const answer of asked) {
    const { body } = await answer.expect(400);
    expect(body).toMatchObject({
      type: '/problems/bad-request',
      errors: [{ detail: 'is not known here; leave it out' }],
    });
  }
});

test('a problem is a page for a browser, and problem+json for everybody else', async () => {
  const asked = () => anyone().get('/api/incidents');
  const { text } = await asked()
    .set('Accept', 'text/html,*/*;q=0.8')
    .expect(401)
    .expect('Content-Type', /html/)
    .expect('Vary', /Accept/);
  expect(text).toContain('<h1>Not signed in</h1>');
  expect(text).toContain('<a href="/problems/not-signed-in">');
  for (const accept of ['*/*', 'application/json', 'application/problem+json', 'text/csv'])
    await asked()
      .set('Accept', accept)
      .expect(401)
      .expect('Content-Type', /problem\+json/);
});

test('an address in other letters, or with a slash at its end, is another one', async () => {
  for (const path of [
    '/API/incidents',
    '/api/Incidents',
    '/api/incidents/',
    '/CODEC/decode',
    '/codec/decode/',
    '/metrics/',
  ])
    expect([path, (await service.as('operator').get(path)).status]).toEqual([path, 404]);
});

test('readiness is looked up once for all who ask within a moment', async () => {
  const looks: number[] = [];
  const { register, deps } = service;
  const schemaVersion = () => {
    looks.push(1);
    return register.schemaVersion();
  };
  const app = createApp({
    ...deps,
    register: { ...register, schemaVersion },
    patience: { ...deps.patience, readyFor: 60_000 },
  });
  await Promise.all(Array.from({ length: 20 }, () => request(app).get('/readyz').expect(200)));
  await request(app).get('/readyz').expect(200);
  expect(looks).toHaveLength(1);
});
