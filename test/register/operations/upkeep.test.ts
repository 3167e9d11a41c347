import { plus, type Instant } from '../../../src/domain/primitives/instant';
import { onEachRegister } from '../registers';
import {
  answered,
  claimAll,
  composed,
  customer,
  hoursLater,
  inScope,
  newIncident,
  NOON,
  openingPage,
  page,
  released,
} from '../stories';

const DAY = 24 * 3_600_000;
const REPORT = { channel: 'staff', reporter: 'p-ann', seen: '\0 \ud800', detectedAt: NOON, reportedAt: NOON } as const;

onEachRegister('The upkeep of a register', (bench) => {
  test('an empty one has nothing open, nothing unsent, nothing waiting, and was never checked', async () => {
    expect(await bench.register.standing.read(NOON)).toEqual({
      commitments: { open: 0, late: 0 },
      declaredLate: 0,
      pastRetention: 0,
      reports: { waiting: 0 },
      declarations: { waiting: 0 },
      check: undefined,
    });
  });

  test('the last check is kept, and an older one does not take its place', async () => {
    const { checks } = bench.register;
    const found = { at: hoursLater(1), incidents: 3, pages: 20, faults: 2 };
    await checks.keep({ ...found, at: NOON, faults: 0 });
    await checks.keep(found);
    await checks.keep({ ...found, at: NOON, faults: 7 });
    expect(await checks.last()).toEqual(found);
    expect((await bench.register.standing.read(NOON)).check).toEqual(found);
  });

  test('open promises are counted by their nearest due, whatever people wrote into the case', async () => {
    for (const due of ['2026-11-04T12:00:00Z', '2026-11-05T12:00:00Z']) await owing(due);
    const at = async (now: string) => (await bench.register.standing.read(now as never)).commitments;
    expect(await at('2026-11-04T11:59:59.999Z')).toEqual({ open: 2, late: 0, nearest: '2026-11-04T12:00:00.000Z' });
    expect(await at('2026-11-04T12:00:00.000Z')).toMatchObject({ open: 2, late: 1 });
  });

  test('declarations long after awareness are counted, of closed incidents as well', async () => {
    const incident = newIncident();
    await bench.register.pages.append([openingPage(incident)]);
    await bench.query(`update incidents set declared_late = true, stage = 'closed' where id = '${incident}'`);
    expect((await bench.register.standing.read(NOON)).declaredLate).toBe(1);
  });

  test('reports that wait are counted from when they came in, until they are opened', async () => {
    const { reports, standing } = bench.register;
    const { id: first } = await reports.accept({ report: REPORT, by: 'p-ann', receivedAt: NOON, request: 'one' });
    await reports.accept({ report: REPORT, by: 'p-ann', receivedAt: hoursLater(1), request: 'two' });
    expect((await standing.read(NOON)).reports).toEqual({ waiting: 2, oldest: NOON });
    await reports.opened(first);
    expect((await standing.read(NOON)).reports).toEqual({ waiting: 1, oldest: hoursLater(1) });
  });

  test('a released notice is unsent from its release, then until every server has answered', async () => {
    const { pages, standing, deliveries } = bench.register;
    const unsent = async () => (await standing.read(NOON)).unsentSince;
    const incident = newIncident();
    await pages.append([openingPage(incident), released(incident)]);
    expect(await unsent()).toBe(hoursLater(2));

    await inScope(bench.register, incident, [customer('one')]);
    const { hash } = await composed(bench.register, incident);
    const planning = Date.now();
    await deliveries.plan({ incident, notice: 1, hash });
    expect(Date.parse((await unsent()) ?? '')).toBeGreaterThanOrEqual(planning);
    const [row] = await claimAll(bench.register, incident);
    await answered(bench.register, row!, 'accepted');
    expect(await unsent()).toBeUndefined();
  });

  test('a released notice that nobody can be sent is not unsent', async () => {
    const incident = newIncident();
    const counts = { deliveries: 0, accepted: 0, refused: 0, pending: 0, customers: 0, told: 0, unreachable: 0 };
    const counted = page(incident, 3, [{ type: 'notice-counted', notice: 1, counts, finished: true }]);
    await bench.register.pages.append([openingPage(incident), released(incident), counted]);
    expect((await bench.register.standing.read(NOON)).unsentSince).toBeUndefined();
  });

  test('old refusals and keys are forgotten, the oldest first, so many at a time; young ones stay', async () => {
    const { access, idempotency } = bench.register;
    const forgotten = async (before: Instant) => [
      await bench.register.retention.forgetCalls(before, 2),
      await bench.register.retention.forgetKeys(before, 2),
    ];
    const longAgo = plus(NOON, -500 * DAY);
    for (const days of [3, 1, 2, 40]) {
      await access.write({ at: plus(longAgo, days * DAY), method: 'GET', route: `/${days}`, status: 401 });
      await idempotency.take({ id: `k${days}`, bodyHash: 'b', at: plus(longAgo, days * DAY) });
    }
    const before = plus(longAgo, 30 * DAY);
    expect(await forgotten(before)).toEqual([2, 2]);
    expect(await bench.query('select route from access_log order by at')).toEqual([{ route: '/3' }, { route: '/40' }]);
    expect(await forgotten(before)).toEqual([1, 1]);
    expect(await bench.query('select id from idempotency')).toEqual([{ id: 'k40' }]);
  });

  /** An incident whose row says that customers are owed something. */
  async function owing(due: string): Promise<void> {
    const incident = newIncident();
    await bench.register.pages.append([openingPage(incident, NOON, '\0 \ud800')]);
    await bench.query(`update incidents set due = '${due}' where id = '${incident}'`);
  }
});
