import { HOUR, instantAt, plus } from '../../src/domain/primitives/instant';
import type { Register } from '../../src/register';
import { checkNews } from '../../src/upkeep/check-news';
import { migratedPostgresqlPlace, type Place } from '../register/registers';
import { databaseServer } from '../support/database';
import { workOf, type Work } from '../support/plans';
import { runningTemporal, type RunningTemporal } from '../support/running-temporal';
import { at, given, INCIDENT, noteProgress, opened } from '../support/story';

const FEW = 2_000;
const MANY = 100_000;
/** Of so many incidents one is open. */
const ONE_OPEN_OF = 20;
const LOST = 'INC-2025-000007';

(databaseServer ? describe : describe.skip)('The check by schedule over 100,000 incidents', () => {
  let place: Place;
  let register: Register;
  let temporal: RunningTemporal;
  let few: Checked;
  let many: Checked;
  beforeAll(async () => {
    place = await migratedPostgresqlPlace();
    register = await place.open();
    temporal = runningTemporal();
    await place.query(past(1, FEW));
    few = await anHourLater('INC-2026-0001');
    await place.query(past(FEW + 1, MANY));
    many = await anHourLater('INC-2026-0002');
  });
  afterAll(async () => {
    await register.close();
    await place.remove();
  });

  test('reads as much as over 2,000: what is new, and the hour’s part of the rest', () => {
    const growth = { rows: many.work.rows / few.work.rows, pages: many.work.pages / few.work.pages };
    expect({ ...growth, isSmall: Math.max(growth.rows, growth.pages) <= 2 }).toMatchObject({ isSmall: true });
    expect(many.pages).toBeLessThanOrEqual(few.pages);
  });

  test('asks Temporal of no more incidents than over 2,000', () => {
    // The one that was new before has an alarm soon.
    expect(many.looked).toBeLessThanOrEqual(few.looked + 1);
    expect(few.looked).toBeLessThan(100);
  });

  test('goes through all of them within its days', () => {
    expect(MANY / many.pages).toBeLessThan(7 * 24);
  });

  test('finds the one whose timer was lost', async () => {
    await place.query(`update incidents set next_alarm_at = now() - interval '1 hour' where id = '${LOST}'`);
    await checkNews(register, temporal, { days: 7 }, { lookAgain: 1 });
    expect(temporal.looked).toContain(LOST);
  });

  interface Checked {
    work: Work;
    looked: number;
    pages: number;
  }

  /** Half a round in, with one incident that is new. */
  async function anHourLater(id: string): Promise<Checked> {
    await checkNews(register, temporal, { days: 7 }, { lookAgain: 1 });
    const progress = (await register.checks.progress())!;
    const now = instantAt(Math.floor(await register.time.read()));
    const roundAt = 'INC-2025-000500' as typeof INCIDENT;
    await register.checks.keepProgress({ ...progress, at: plus(now, -HOUR), recordedUntil: now, roundAt });
    const { pages } = given(at(new Date().toISOString()), opened(), noteProgress('A step.')).story;
    await register.pages.append(JSON.parse(JSON.stringify(pages).replaceAll(INCIDENT, id)));
    temporal.looked = [];
    let read = 0;
    const work = await workOf(async () => {
      const { pages, faults } = await checkNews(register, temporal, { days: 7 }, { lookAgain: 1 });
      expect(faults).toEqual([]);
      read = pages;
    });
    return { work, looked: temporal.looked.length, pages: read };
  }
});

/** Incidents of long ago, each of one page, with as much of a state as the check looks at. */
function past(from: number, to: number): string {
  const open = `n % ${ONE_OPEN_OF} = 0`;
  return `
    with stories as (
      select 'INC-2025-' || lpad(n::text, 6, '0') as id, ${open} as open from generate_series(${from}, ${to}) n
    ), written as (
      select *, convert_to('{"incident":"' || id || '","sequence":1}', 'UTF8') as bytes from stories
    ), hashed as (
      select *, encode(sha256(bytes), 'hex') as hash from written
    ), stored as (
      insert into pages (incident, sequence, bytes, sha256, chain, recorded_at)
      select id, 1, bytes, hash, encode(sha256(convert_to(repeat('0', 64) || hash, 'UTF8')), 'hex'), now() - interval '1 day'
      from hashed
    ), reported as (
      insert into reports (incident, report, "by", received_at, state)
      select id, '{}', 'ann', now() - interval '1 day', 'opened' from stories
    )
    insert into incidents (id, sequence, state, headline, class, stage, late, reporter, opened_at, updated_at, next_alarm_at,
      owners, owed_acts, words, declared_late, restricted, board, approver_roles, approver_not, exercise)
    select id, 1, ('{"id":"' || id || '","report":{},"obligations":[],"alerts":[],"outbox":[],"stage":{"stage":"' || stage || '"}}')::json,
      '{}', 'incident', stage, false, 'ann', now(), now(), case when open then now() + interval '1 day' end,
      '{}', '{}', '', false, false, '{}', '{}', '{}', false
    from stories cross join lateral (select case when open then 'investigation' else 'closed' end as stage) s;
    analyze`;
}
