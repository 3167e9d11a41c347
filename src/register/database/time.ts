import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from './schema';
import { anyOf } from './sql';

/** A process whose machine's clock is far from the database's, not yet reported to operators. */
export interface WrongClock {
  /** What runs where. */
  process: string;
  aheadMs: number;
  since: Instant;
}

export interface Time {
  /** The database's clock, in milliseconds since 1970. */
  read(): Promise<number>;
  noteOff(process: string, aheadMs: number): Promise<void>;
  /** Records that the clock is right, or right again. */
  noteRight(process: string): Promise<void>;
  /** Claims the reports to send: nobody else gets them meanwhile, and if sending fails they can be claimed again after five minutes. */
  claimUnreported(): Promise<WrongClock[]>;
  noteTold(process: string): Promise<void>;
  /**
   * Deliveries that were handed over before their notice was released, or answered before that; a hundred at most, each a sentence. Of all
   * incidents, or of these.
   */
  misdated(incidents?: IncidentId[]): Promise<string[]>;
}

/** Temporal dates the release, by another machine's clock. */
const CLOCK_TOLERANCE = sql.raw(`interval '30 seconds'`);

export function timeIn(db: Kysely<Schema>): Time {
  return {
    read: () => read(db),
    noteOff: async (process, aheadMs) => {
      await sql`insert into wrong_clocks (process, ahead_ms) values (${process}, ${aheadMs})
        on conflict (process) do update set ahead_ms = excluded.ahead_ms`.execute(db);
    },
    noteRight: async (process) => {
      await db.deleteFrom('wrongClocks').where('process', '=', process).execute();
    },
    claimUnreported: () => claimUnreported(db),
    noteTold: async (process) => {
      await sql`update wrong_clocks set told_at = clock_timestamp() where process = ${process}`.execute(db);
    },
    misdated: (incidents) => misdated(db, incidents),
  };
}

async function read(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select extract(epoch from clock_timestamp())::double precision * 1000 as ms`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('The database did not say its time.');
  return row.ms;
}

async function claimUnreported(db: Kysely<Schema>): Promise<WrongClock[]> {
  const { rows } = await sql<WrongClock>`
    update wrong_clocks set claimed_at = clock_timestamp()
    where told_at is null and (claimed_at is null or claimed_at < clock_timestamp() - interval '5 minutes')
    returning process, ahead_ms, since`.execute(db);
  return rows;
}

interface Misdated {
  id: string;
  releasedAt: Instant;
  handedAt: Instant;
  finishedAt: Instant | null;
}

async function misdated(db: Kysely<Schema>, incidents?: IncidentId[]): Promise<string[]> {
  const { rows } = await sql<Misdated>`
    select d.id, r.at as released_at, d.handed_at, d.finished_at
    from recipients d cross join lateral (
      select min(t.at) as at from timeline t
      where t.incident = d.subject and t.type = 'notice-released' and cast(t.event->>'notice' as integer) = d.number
    ) r
    where ${incidents ? sql`d.subject = ${anyOf(incidents)} and` : sql``} d.customer is not null
      and d.subject not in (select incident from reports where exercise) and (d.handed_at < r.at - ${CLOCK_TOLERANCE} or d.finished_at < d.handed_at)
    order by d.id limit 100`.execute(db);
  return rows.map(
    ({ id, releasedAt, handedAt, finishedAt }) =>
      `${id}: released ${releasedAt}, handed over ${handedAt}, answered ${finishedAt ?? 'never'}, which is out of order`,
  );
}
