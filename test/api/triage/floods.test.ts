import request from 'supertest';
import { createApp } from '../../../src/api/app';
import { reportBudgetsOf } from '../../../src/api/deps';
import { shapeFault, SMALL_SHAPE } from '../../../src/api/http/json-shape';
import { startService, type Service } from '../../support/api';
import { until } from '../../support/until';

const MINUTE_MS = 60_000;
const REPORT = { channel: 'staff', seen: 'A list went astray.' };

let service: Service;
let processes: ReturnType<typeof createApp>[];
beforeAll(async () => {
  service = await startService();
  const deps = { ...service.deps, reportBudgets: reportBudgetsOf(60) };
  processes = [createApp(deps), createApp(deps)];
});
afterAll(() => service.stop());

let count = 0;
/** Each asks another process of the API. */
function report(by: string, key = `k${(count += 1)}`) {
  return request(processes[count % 2]!)
    .post('/api/incidents')
    .set({ Authorization: `Bearer key-of-${by}`, 'Idempotency-Key': key })
    .send(REPORT);
}

const reportsOf = async (by: string) =>
  (await service.register.reports.waiting()).filter((one) => one.by === by).length;

test('of reports that one person makes at once over two processes, ten a minute and sixty an hour are taken', async () => {
  const statuses: number[] = [];
  for (let minute = 0; minute < 8; minute += 1) {
    const answers = await Promise.all(Array.from({ length: 25 }, () => report('reporter')));
    statuses.push(...answers.map(({ status }) => status));
    const taken = answers.filter(({ status }) => status === 201).length;
    expect([minute, taken]).toEqual([minute, minute < 6 ? 10 : 0]);
    service.wait(MINUTE_MS);
  }
  expect(statuses.filter((status) => status === 429)).toHaveLength(140);
  await report('responder').expect(201);
});

test('who is refused reads what to do and when, and an operator hears of it once', async () => {
  const { body, headers } = await report('reporter').expect(429);
  expect(body).toMatchObject({
    type: '/problems/too-many-reports',
    detail: expect.stringMatching(/60 reports.*Tell a lead/),
  });
  expect(Number(headers['retry-after'])).toBeGreaterThan(3_000);
  const pace = { standsAfter: 1_000, repeatAfter: 1_000 };
  const untold = await service.register.findings.unreported(pace);
  expect(untold.map(({ subject, sentence }) => [subject, sentence])).toEqual([
    ['person reporter', expect.stringMatching(/^made 10 reports within one minute/)],
  ]);
  await service.register.findings.reported(untold);
  expect(await service.register.findings.unreported(pace)).toEqual([]);
  service.wait(Number(headers['retry-after']) * 1_000);
  await report('reporter').expect(201);
});

test('a report that is repeated under its key uses nothing of it', async () => {
  const before = await reportsOf('lead');
  for (let again = 0; again < 30; again += 1) expect([200, 201]).toContain((await report('lead', 'the same')).status);
  expect(await reportsOf('lead')).toBe(before);
});

test('refused calls of one person fill the access log to three hundred an hour, and an operator hears of it', async () => {
  service.wait(61 * MINUTE_MS);
  const refused = () =>
    service.register.access.writeRefusal(
      {
        at: service.now(),
        person: 'auditor',
        method: 'POST',
        route: '/api/incidents',
        status: 403,
        problem: 'not-permitted',
      },
      300,
    );
  const kept = await Promise.all(Array.from({ length: 340 }, refused));
  expect(kept.filter(Boolean)).toHaveLength(300);
  expect(await refused()).toBe(false);
  await request(processes[0]!).get('/api/people/nobody').set('Authorization', 'Bearer key-of-auditor').expect(404);
  const pace = { standsAfter: 1_000, repeatAfter: 1_000 };
  const told = await until('it is noted', async () =>
    (await service.register.findings.unreported(pace)).find(({ subject }) => subject === 'person auditor'),
  );
  expect(told.sentence).toMatch(/^more than 300 calls/);
  service.wait(61 * MINUTE_MS);
  expect(await refused()).toBe(true);
});

describe('a body is refused by its bytes, before anything is made of them', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const storm = (fields: number) => `{${Array.from({ length: fields }, (_, n) => `"k${n}":1`).join(',')}}`;
  const fault = (body: string) => shapeFault(Buffer.from(body), SMALL_SHAPE);

  test.each([
    ['lists twelve deep', nested(12), undefined],
    ['lists thirteen deep', nested(13), 'is nested deeper than 12'],
    ['a hundred fields', storm(100), undefined],
    ['a hundred and one fields', storm(101), 'has an object of more than 100 fields'],
    ['4,999 values', `[${Array(4_999).fill(1).join(',')}]`, undefined],
    ['6,000 values', `[${Array(6_000).fill(1).join(',')}]`, 'has more than 5000 values'],
    ['5,400 values in sixty objects', `[${Array(60).fill(storm(90)).join(',')}]`, 'has more than 5000 values'],
    ['a text that looks like lists', JSON.stringify({ text: '[{"a":1,'.repeat(2_000) }), undefined],
    ['a text with a quote in it', '"\\"[[[[[[[[[[[[[["', undefined],
    ['a text that never ends', '"never ends', undefined],
    ['ends of lists alone', ']]]]', undefined],
  ])('%s', (_, body, expected) => expect(fault(body)).toBe(expected));

  test.each([
    ['/api/incidents', 'reporter', JSON.stringify({ ...REPORT, seen: 'x'.repeat(70_000) })],
    ['/api/incidents', 'reporter', storm(5_000)],
    ['/api/incidents', 'reporter', nested(20_000)],
    ['/api/customers', 'operator', storm(70_000)],
    ['/api/customers/import', 'operator', nested(900_000)],
    [
      '/codec/decode',
      'auditor',
      JSON.stringify({ payloads: Array(501).fill({ metadata: {}, data: 'x'.repeat(2_100) }) }),
    ],
  ])('by %s for %s', async (path, by, body) => {
    const send = request(processes[0]!)
      .post(path)
      .set({ Authorization: `Bearer key-of-${by}`, 'Content-Type': 'application/json' });
    const answer = await send.send(body);
    expect([path, answer.status, answer.body.type]).toEqual([path, 413, '/problems/too-large']);
  });
});
