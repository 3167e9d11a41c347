import request from 'supertest';
import { createApp } from '../../../src/api/app';
import { elapsed, HOUR, plus, type Instant } from '../../../src/domain/primitives/instant';
import { ASSESSMENT, DECLARATION, keyOf, REPORT, reported, startService, type Service } from '../../support/api';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The same API by a clock that is so far ahead of the incidents'. */
function apiAhead(milliseconds: number) {
  const app = createApp({ ...service.deps, clock: () => plus(service.now(), milliseconds) });
  return (person: string, path: string, body: object) =>
    request(app)
      .post(`/api/incidents${path}`)
      .set('Authorization', `Bearer ${keyOf(person)}`)
      .send(body);
}

/** How far an instant in an answer is from the incidents' own time, but for what the test itself takes. */
const away = (instant: string) => Math.abs(elapsed(instant as Instant, service.now()));

describe.each([-80 * HOUR, 80 * HOUR])('an API whose clock is %i ms ahead', (off) => {
  test('declares by the incident’s own time, and what it stamped is kept', async () => {
    const id = await reported(service);
    await service.as('responder').post(`/api/incidents/${id}/assess`).send(ASSESSMENT).expect(200);
    const { body } = await apiAhead(off)('lead', `/${id}/declare`, DECLARATION).expect(200);
    const [declared] = body.events as { type: string; declaredAt: string; stampedAt: string }[];
    expect(declared).toMatchObject({ type: 'declared' });
    expect(away(declared!.declaredAt)).toBeLessThan(1_000);
    expect(away(plus(declared!.stampedAt as Instant, -off))).toBeLessThan(1_000);
    expect(body.state.headline.late).toBe(false);
  });

  test('opens by when Temporal took it', async () => {
    const { body } = await apiAhead(off)('reporter', '', { channel: REPORT.channel, seen: REPORT.seen }).expect(201);
    const { openedAt, report, obligations } = service.desk.open.get(body.id as string)!;
    for (const instant of [openedAt, report.detectedAt, report.reportedAt]) expect(away(instant)).toBeLessThan(1_000);
    expect(away(plus(obligations[0]!.due, -4 * HOUR))).toBeLessThan(1_000);
  });
});

describe.each([-80 * HOUR, -31_000, 31_000, 80 * HOUR])('an API whose machine is %i ms ahead', (ahead) => {
  let off: ReturnType<typeof createApp>;
  beforeAll(() => {
    off = createApp({ ...service.deps, ownClock: { aheadMs: () => ahead, isOff: () => Promise.resolve(true) } });
  });
  const as = (person: string) => request.agent(off).set('Authorization', `Bearer ${keyOf(person)}`);

  test('writes nothing, and says why and what to do', async () => {
    const id = await reported(service);
    const writes = [
      as('lead').post(`/api/incidents/${id}/note-progress`).send({ text: 'Seen.' }),
      as('lead').post(`/api/incidents/${id}/declare`).set('Prefer', 'respond-async').send(DECLARATION),
      as('reporter').post('/api/incidents').send(REPORT),
      as('operator').post('/api/customers/import').set('Content-Type', 'text/csv').send('customer_id'),
      as('operator').put('/api/customers/alder').send({}),
      as('operator').patch('/api/people/lead').send({ active: false }),
      as('operator').post('/api/people/lead/keys').send({}),
      as('operator').delete(`/api/people/lead/keys/${'a'.repeat(64)}`),
    ];
    for (const write of writes) {
      const { status, body, headers } = await write;
      expect([status, body.type, headers['retry-after']]).toEqual([503, '/problems/clock', '60']);
      expect(body.detail).toMatch(
        ahead > 0 ? /\d+ s ahead of the database's.*set its clock right/ : /\d+ s behind the/,
      );
    }
    expect((await service.register.incidents.get(id))?.sequence).toBe(1);
  });

  test('is read all the same, and is not ready', async () => {
    await as('lead').get('/api/incidents').expect(200);
    const { body } = await as('lead').get('/readyz').expect(503);
    expect(body).toMatchObject({
      register: 'up',
      temporal: 'up',
      clock: expect.stringMatching(/^\d+ s (ahead|behind)/),
    });
    const { text } = await as('operator').get('/metrics').expect(200);
    expect(text).toContain(`\ntocsin_clock_skew_seconds ${ahead / 1_000}\n`);
  });
});

test('an API whose machine is right takes all, and is ready', async () => {
  const { body } = await service.as('lead').get('/readyz').expect(200);
  expect(body).toMatchObject({ status: 'ready', clock: 'right' });
});
