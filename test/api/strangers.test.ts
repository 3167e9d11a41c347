import request from 'supertest';
import { keyOf, REPORT, startService, UI_ORIGIN, type Service } from '../support/api';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const anyone = () => request(service.server);
const OPEN = [
  ...['/', '/api', '/api/docs', '/api/openapi.json', '/healthz', '/readyz'],
  ...['/problems/malformed', '/codec/sign-in', '/sign-in'],
];

test('a name that was made to point here is answered nothing, with what to set if it is right', async () => {
  for (const path of [...OPEN, '/metrics', '/api/incidents', '/nothing'])
    await anyone().get(path).set('Host', 'evil.example').expect(421);
  const { body } = await service.as('lead').get('/api/incidents').set('Host', 'tocsin.company.example').expect(421);
  expect(body).toMatchObject({
    type: '/problems/wrong-host',
    detail: expect.stringMatching(/as "tocsin\.company\.example".*PUBLIC_URL.*TOCSIN_ALLOWED_HOSTS/),
  });
});

test('no page of somebody else commands or reads anything, whatever key it has', async () => {
  const report = () => service.as('reporter').post('/api/incidents').send(REPORT);
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:9999', UI_ORIGIN])
    await report().set('Origin', origin).expect(403);
  for (const path of OPEN) await anyone().get(path).set('Origin', 'https://evil.example').expect(403);
  expect(service.desk.open.size).toBe(0);
  await report().set('Origin', service.deps.publicUrl).expect(201);
  await report().expect(201);
});

test('what a form of another page can send by itself is no command', async () => {
  const report = service.as('reporter').post('/api/incidents');
  await report.type('text/plain').send(JSON.stringify(REPORT)).expect(415);
});

test('nobody is signed in or out by another page, nor by the UI', async () => {
  const send = (path: string) =>
    anyone()
      .post(path)
      .type('form')
      .send({ key: keyOf('lead') });
  for (const path of ['/sign-in', '/sign-out', '/session'])
    for (const origin of ['https://evil.example', 'null', UI_ORIGIN]) {
      const answer = await send(path).set('Origin', origin).expect(403);
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
  await send('/sign-in').set('Origin', service.deps.publicUrl).expect(303);
});

test('its own forms say where they come from, and a link to it may be followed from anywhere', async () => {
  const answer = await anyone()
    .get('/sign-in')
    .set({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' })
    .expect(200);
  expect(answer.headers['referrer-policy']).toBe('same-origin');
});
