import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import { checksIn, type LastCheck } from './checks';
import { pastKeeping } from '../case/erasure';
import type { Schema } from '../database/schema';

/** Gauges of the whole installation, as numbers. A gauge without a value is absent. */
export interface GaugeValues {
  /** Incidents whose customers have not all been notified; `late` counts those past their nearest due. */
  commitments: { open: number; late: number; nearest?: Instant };
  /** Incidents that were declared longer after we became aware than their rules allow, closed ones included. */
  declaredLate: number;
  /** Closed incidents past the time for which they are kept, that no legal hold keeps. */
  pastRetention: number;
  /** Since when the oldest unsent message waits, over all released notices. */
  unsentSince?: Instant;
  /** Reports whose incident is not opened yet. */
  reports: { waiting: number; oldest?: Instant };
  /** Declarations that are stored and not yet passed to their incident. */
  declarations: { waiting: number; oldest?: Instant };
  check?: LastCheck;
}

export interface Gauges {
  read(now: Instant): Promise<GaugeValues>;
  /** Whether nothing was ever stored of customers or incidents. */
  isUntouched(): Promise<boolean>;
}

export function gaugesIn(db: Kysely<Schema>): Gauges {
  return {
    read: async (now) => ({
      commitments: await commitments(db, now),
      declaredLate: await declaredLate(db),
      pastRetention: await pastRetention(db, now),
      ...(await unsent(db)),
      reports: await waiting(sql`select received_at as at from reports where state = 'waiting' and not exercise`, db),
      declarations: await waiting(sql`select taken_at as at from declarations where state = 'waiting'`, db),
      check: await checksIn(db).last(),
    }),
    isUntouched: async () => {
      const { rows } = await sql<{ untouched: boolean }>`select not exists (select from customers)
        and not exists (select from reports) and not exists (select from incidents) as untouched`.execute(db);
      return rows[0]?.untouched ?? false;
    },
  };
}

/** Uses columns only: a state's JSON may hold text that PostgreSQL can store but not query. */
async function commitments(db: Kysely<Schema>, now: Instant): Promise<GaugeValues['commitments']> {
  const { rows } = await sql<{ open: number; late: number; nearest: Instant | null }>`
    select count(*) as open, count(*) filter (where due <= ${now}::timestamptz) as late, min(due) as nearest
    from incidents where due is not null and not exercise`.execute(db);
  const { open = 0, late = 0, nearest } = rows[0] ?? {};
  return { open, late, ...(nearest && { nearest }) };
}

async function declaredLate(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from incidents where declared_late and not exercise`.execute(db);
  return rows[0]?.count ?? 0;
}

async function pastRetention(db: Kysely<Schema>, now: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from incidents i where ${pastKeeping(now)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** A released notice whose deliveries are not planned yet waits as a whole. */
async function unsent(db: Kysely<Schema>): Promise<Pick<GaugeValues, 'unsentSince'>> {
  const { rows } = await sql<{ since: Instant | null }>`
    select least(
      (select min(o.planned_at) from open_recipients o join recipients d on d.id = o.recipient
        where d.customer is not null and d.state in ('planned', 'claimed', 'handed', 'deferred')
          and o.subject not in (select incident from reports where exercise)),
      (select min(r.at) from incidents i join timeline r on r.incident = i.id
        where i.stage <> 'closed' and not i.exercise and r.type = 'notice-released'
          and not exists (select from recipients d
            where d.subject = i.id and d.number = cast(r.event->>'notice' as integer))
          and not exists (select from timeline c where c.incident = i.id and c.type = 'notice-counted'
            and c.event->>'notice' = r.event->>'notice'))
    ) as since`.execute(db);
  const since = rows[0]?.since;
  return since ? { unsentSince: since } : {};
}

async function waiting(
  rowsOf: RawBuilder<unknown>,
  db: Kysely<Schema>,
): Promise<{ waiting: number; oldest?: Instant }> {
  const { rows } = await sql<{ waiting: number; oldest: Instant | null }>`
    select count(*) as waiting, min(at) as oldest from (${rowsOf}) waiting`.execute(db);
  const { waiting = 0, oldest } = rows[0] ?? {};
  return { waiting, ...(oldest && { oldest }) };
}
