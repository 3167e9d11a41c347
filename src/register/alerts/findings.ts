import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';
import { withoutNulls } from '../database/values';

/** One thing that is wrong, by what it is about and its kind. */
export interface Finding {
  /** An incident's id, or the name of what else is wrong. */
  subject: string;
  kind: string;
  sentence: string;
}

export interface StandingFinding extends Finding {
  since: Instant;
  /** What was done about it. */
  remedy?: string;
}

/** Of what has an owner and is not done in time: people hear of it once a day, however short the pace. */
export const NEGLECTED = 'neglected';

/** Milliseconds. */
export interface FindingPace {
  /** A finding stands once it was seen again so much later: what looks wrong may be on its way. */
  standsAfter: number;
  /** Then it is reported to people once more. */
  repeatAfter: number;
}

export interface Findings {
  /** Keeps what a look found, and forgets what it found no more: of `looked`, everything else. What was mended stays until it was reported. */
  see(found: Finding[], looked: string[]): Promise<void>;
  /** Keeps one that no look finds: it stands at once, and is forgotten an hour after it was noted last. */
  note(finding: Finding): Promise<void>;
  /** Those that stand, and that nothing was done about. */
  standing(pace: Pick<FindingPace, 'standsAfter'>): Promise<StandingFinding[]>;
  /** Something was done about it, and that is reported to people. */
  mended(finding: Finding, remedy: string): Promise<void>;
  /** Those that are to be reported to people. */
  unreported(pace: FindingPace): Promise<StandingFinding[]>;
  reported(findings: Finding[]): Promise<void>;
}

export function findingsIn(db: Kysely<Schema>): Findings {
  return {
    see: (found, looked) => see(db, found, looked),
    note: (finding) => note(db, finding),
    standing: ({ standsAfter }) => standing(db, standsAfter),
    mended: async ({ subject, kind }, remedy) => {
      await sql`update findings set remedy = ${remedy}, told_at = null
        where subject = ${subject} and kind = ${kind}`.execute(db);
    },
    unreported: (pace) => unreported(db, pace),
    reported: async (findings) => {
      for (const { subject, kind } of findings)
        await sql`update findings set told_at = clock_timestamp()
          where subject = ${subject} and kind = ${kind}`.execute(db);
    },
  };
}

async function see(db: Kysely<Schema>, found: Finding[], looked: string[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { subject, kind, sentence } of found)
      await sql`insert into findings (subject, kind, sentence) values (${subject}, ${kind}, ${sentence})
        on conflict (subject, kind) do update set sentence = excluded.sentence, seen_at = clock_timestamp(), remedy = null,
          since = case when findings.remedy is null then findings.since else clock_timestamp() end,
          told_at = case when findings.remedy is null then findings.told_at end`.execute(trx);
    const keys = found.map(({ subject, kind }) => `${subject} ${kind}`);
    await sql`delete from findings where subject = ${anyOf(looked)} and not ${NOTED}
      and subject || ' ' || kind <> all(${keys}::text[]) and (remedy is null or told_at is not null)`.execute(trx);
    await sql`delete from findings where ${NOTED} and told_at is not null
      and seen_at < clock_timestamp() - interval '1 hour'`.execute(trx);
  });
}

const NOTED = sql.raw(`kind like 'noted %'`);

async function note(db: Kysely<Schema>, { subject, kind, sentence }: Finding): Promise<void> {
  await sql`insert into findings (subject, kind, sentence) values (${subject}, ${`noted ${kind}`}, ${sentence})
    on conflict (subject, kind) do update set seen_at = clock_timestamp()
    where findings.seen_at < clock_timestamp() - interval '1 minute'`.execute(db);
}

async function standing(db: Kysely<Schema>, standsAfter: number): Promise<StandingFinding[]> {
  const { rows } = await sql<Row>`select subject, kind, sentence, remedy, since from findings
    where remedy is null and not ${NOTED} and ${stands(standsAfter)} order by subject, kind`.execute(db);
  return rows.map(withoutNulls);
}

async function unreported(db: Kysely<Schema>, { standsAfter, repeatAfter }: FindingPace): Promise<StandingFinding[]> {
  const { rows } = await sql<Row>`select subject, kind, sentence, remedy, since from findings
    where (remedy is not null or ${NOTED} or ${stands(standsAfter)})
      and (told_at is null or (remedy is null and not ${NOTED} and told_at < clock_timestamp()
        - case when kind = ${NEGLECTED} then greatest(${ms(repeatAfter)}, interval '1 day') else ${ms(repeatAfter)} end))
    order by subject, kind`.execute(db);
  return rows.map(withoutNulls);
}

interface Row extends Finding {
  since: Instant;
  remedy: string | null;
}

function stands(milliseconds: number) {
  return sql`seen_at >= since + ${ms(milliseconds)}`;
}

function ms(milliseconds: number) {
  return sql`${milliseconds} * interval '1 millisecond'`;
}
