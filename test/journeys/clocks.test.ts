import { Client } from 'pg';
import { customers, declared, imported, factsKnown } from '../support/case';
import { clockSet, faketime } from '../support/faketime';
import { databaseServer, openTown, temporalProgram, until, type Town } from '../support/town';

jest.setTimeout(180_000);

const TRUE_WITHIN_MS = 2_000;
/** Everything that API and worker date, in the register. */
const DATED = [
  'select received_at as at from reports',
  "select cast(report->>'reportedAt' as timestamptz) from reports",
  'select at from timeline',
  "select cast(event->>'declaredAt' as timestamptz) from timeline where type = 'declared'",
  'select composed_at from notices',
  'select ended_at from attempts',
  'select handed_at from recipients',
  'select finished_at from recipients',
  'select taken_at from idempotency',
  'select at from access_log',
].join(' union all ');

(temporalProgram && databaseServer && faketime ? describe : describe.skip)('an API and a worker that disagree', () => {
  let town: Town;
  const began = Date.now();
  beforeAll(async () => {
    town = await openTown({ only: { api: clockSet('+25s'), worker: clockSet('-25s') } });
  });
  afterAll(() => town.close());

  test('date a whole story truly, each as the other', async () => {
    const [customer] = await imported(town, customers('true', ['en']));
    const before = Date.now();
    const id = await declared(town, [customer!]);
    const { anchors } = await town.tell.see(id);
    const at = Date.parse(anchors.declared?.at ?? '');
    expect([at >= before - TRUE_WITHIN_MS, at <= Date.now() + TRUE_WITHIN_MS]).toEqual([true, true]);
    await factsKnown(town, id);
    await town.tell.tellCustomers(id, 'initial', 'We are sorry.');
    const told = await town.tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);
    expect(told.headline.late).toBe(false);
    expect((await town.ask('reporter', 'POST', `/incidents/${id}/close`, { outcome: 'x' })).status).toBe(403);

    const dates = await until('the call is in the access log', () => datesIn(town, 20));
    for (const date of dates) {
      expect(date.getTime()).toBeGreaterThan(began - TRUE_WITHIN_MS);
      expect(date.getTime()).toBeLessThan(Date.now() + TRUE_WITHIN_MS);
    }
  });
});

/** All of them, once there are so many. */
async function datesIn({ databaseUrl }: Town, atLeast: number): Promise<Date[] | undefined> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ at: Date | null }>(DATED);
  await client.end();
  const dates = rows.flatMap(({ at }) => at ?? []);
  return dates.length >= atLeast ? dates : undefined;
}
