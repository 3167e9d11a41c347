import request from 'supertest';
import { createApp } from '../../src/api/app';
import { elapsed, HOUR, plus, type Instant } from '../../src/domain/instant';
import { ASSESSMENT, DECLARATION, keyOf, REPORT, reported, startService, type Service } from '../support/api';

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
