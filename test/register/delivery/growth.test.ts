import { Client } from 'pg';
import { ROWS_PER_BATCH } from '../../../src/activities/delivery/deliver';
import { takeDown } from '../../../src/activities/notices/snapshot';
import type { Register } from '../../../src/register';
import { MIGRATED } from '../../support/database';
import { LETTERS } from '../../support/letters';
import { workOf, type Work } from '../../support/plans';
import { inTurn, isRelease } from '../../support/turns';
import { eachPlace, migratedEmbeddedPlace, migratedPostgresqlPlace, queryAt, type Place } from '../registers';
import { answered, composed, newIncident, NOON } from '../stories';

interface Past {
  title: string;
  /** How many incidents lie behind, and of how many customers each. */
  older: [incidents: number, customers: number];
  /** How many customers the two new ones have. */
  sizes: [few: number, many: number];
  /** Whether the planner is kept from learning of the new ones. */
  unaware: boolean;
}

/** What grows with the recipients shows among thousands; ten thousand take the database twice as long, and are for a release. */
const [FEW, MANY] = isRelease ? [500, 10_000] : [200, 4_000];
const PASTS: Record<Register['kind'], Past[]> = {
  postgresql: [
    { title: 'older ones as large, the planner unaware', older: [12, MANY], sizes: [FEW, MANY], unaware: true },
    { title: 'older ones as large, the planner aware', older: [12, MANY], sizes: [FEW, MANY], unaware: false },
    { title: 'many small ones, the planner aware', older: [1_500, 2], sizes: [FEW, MANY], unaware: false },
  ],
  embedded: [{ title: 'older ones as large', older: [3, 1_000], sizes: [100, 1_000], unaware: false }],
};
const SENT = 20;

/** In the embedded register it takes ten times as long, and the plans are the same. */
const places = isRelease ? eachPlace : eachPlace.slice(-1);
const pasts = places.flatMap(([kind]) => inTurn(`pasts of ${kind}`, PASTS[kind], 1).map((one) => ({ kind, ...one })));

describe.each(pasts)('A notice after $title ($kind)', ({ kind, older, sizes: [few, many], unaware }) => {
  let place: Place;
  let register: Register;
  let release = () => Promise.resolve();
  beforeAll(async () => {
    place = await placeAfter(kind, older, many);
    register = await place.openAsOwner();
    if (unaware) release = await withholding(place.databaseUrl!);
  });
  afterAll(async () => {
    await release();
    await register.close();
    await place.remove();
  });

  test('is for each of many recipients at most twice the work that it is for each of a few', async () => {
    const [small, large] = [await workFor(register, few), await workFor(register, many)];
    for (const part of Object.keys(small) as (keyof Working)[]) {
      const growth = { rows: large[part].rows / small[part].rows, pages: large[part].pages / small[part].pages };
      const isSmall = Math.max(growth.rows, growth.pages) <= 2;
      expect(isSmall || { part, ...growth }).toBe(true);
    }
  });

  test(`the planner has ${unaware ? 'not learned' : 'learned'} of them`, async () => {
    const known = await place.query(`select tablename::text as name from pg_stats
      where attname in ('incident', 'subject') and tablename in ('scope', 'recipients') and most_common_vals::text like '%INC-2025-%'
      order by 1`);
    expect(known.map(({ name }) => name)).toEqual(unaware ? [] : ['recipients', 'scope']);
  });
});

type Working = Record<'resolve' | 'takeDown' | 'plan' | 'mail' | 'rollUp' | 'all', Work>;

/** For each of so many recipients. */
async function workFor(register: Register, size: number): Promise<Working> {
  const { scope, deliveries } = register;
  const incident = newIncident();
  const selection = { customers: Array.from({ length: size }, (_, index) => `c${index + 1}`) };
  const resolving = await workOf(() => scope.resolve({ incident, effect: incident, selection, addedAt: NOON }));
  const notice = await composed(register, incident);
  const stored = (await register.notices.get(incident, 1))!;
  const takingDown = await workOf(() => takeDown(register, stored, () => [], LETTERS.sets));
  const { recipientsHash } = (await register.snapshots.taken(notice))!;
  const planning = await workOf(() => deliveries.plan({ ...notice, recipientsHash }));
  const claim = { incident, notice: 1, fence: 'fence', limit: 64, now: NOON };
  const mailing = await workOf(async () => {
    const rows = await deliveries.claim(claim);
    await deliveries.recipients(rows.map(({ id }) => id));
    for (const row of rows.slice(0, SENT)) await answered(register, row, 'accepted');
  });
  const rollingUp = await workOf(async () => {
    await deliveries.takeOver(claim);
    await deliveries.progress(incident, 1);
    await scope.counts(incident);
  });
  const [resolve, taken] = [each(resolving, size), each(takingDown, size)];
  const [plan, rollUp] = [each(planning, size), each(rollingUp, size)];
  const [mail, rollUps] = [each(mailing, SENT), each(rollUp, 1 / Math.ceil(size / ROWS_PER_BATCH))];
  return { resolve, takeDown: taken, plan, mail, rollUp, all: sum(resolve, taken, plan, mail, rollUps) };
}

function each({ rows, pages }: Work, of: number): Work {
  return { rows: rows / of, pages: pages / of };
}

function sum(...all: Work[]): Work {
  return all.reduce((one, other) => ({ rows: one.rows + other.rows, pages: one.pages + other.pages }));
}

/** Nobody can analyze the tables until it is released. */
async function withholding(connectionString: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query('begin; lock table scope, recipients, snapshots in share update exclusive mode');
  return () => client.end();
}

/** In PostgreSQL a past is written once, however many begin after it. */
async function placeAfter(kind: Register['kind'], older: Past['older'], all: number): Promise<Place> {
  const written = past(older, all);
  if (kind === 'postgresql') {
    const name = `tocsin_past_${older.join('_')}`;
    const fill = async ({ url }: { url: string }) => {
      await queryAt(url, written);
    };
    return migratedPostgresqlPlace({ name, of: MIGRATED, fill });
  }
  const place = await migratedEmbeddedPlace();
  await place.query(written);
  return place;
}

/** Incidents whose customers were all told, in a register of which the planner knows all until then. */
function past([incidents, customers]: Past['older'], all: number): string {
  return `
    insert into customers select 'c' || n, 'Customer', 'en', 'UTC', 72 from generate_series(1, ${all}) n;
    insert into accounts select 'a' || n, 'c' || n, 'portal', 'Account', 'Ledger' from generate_series(1, ${all}) n;
    insert into contacts select 'k' || n, 'a' || n, 'Admin', 'admin' || n || '@x.example', 'administrator'
      from generate_series(1, ${all}) n;
    insert into notices (incident, notice, kind, texts, facts, hash, composed_at)
      select 'INC-2024-' || i, 1, 'initial', '{}', '{}', 'h', now() from generate_series(1, ${incidents}) i;
    insert into scope (incident, customer, cohort, added_at, request, told_at)
      select incident, 'c' || n, 'e/none', now(), 'e', now() from notices, generate_series(1, ${customers}) n;
    insert into deliveries (id, incident, notice, customer, account, contact, email, name, language, state, finished_at)
      select incident || '/1/k' || n, incident, 1, 'c' || n, 'a' || n, 'k' || n, 'admin' || n || '@x.example', 'Admin', 'en', 'accepted', now()
      from notices, generate_series(1, ${customers}) n;
    insert into snapshots (incident, notice, contact, customer, account, address, mail, name, language, own)
      select incident, 1, 'k' || n, 'c' || n, 'a' || n, 'admin' || n || '@x.example', 'admin' || n || '@x.example', 'Admin', 'en', '{}'
      from notices, generate_series(1, ${customers}) n;
    analyze`;
}
