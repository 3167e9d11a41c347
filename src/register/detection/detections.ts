import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { Report } from '../../domain/triage/report';
import { lockDetectionsOf } from '../database/locks';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';
import { accept, type WaitingReport } from '../triage/reports';
import { stormNews, stormReported, type StormNews } from './storm-news';

export type Detection = Omit<Present<Selectable<Schema['detections']>>, 'lastMessage' | 'toldAt'>;

/** One alarm, as it was taken. */
export interface Alarm {
  source: string;
  /** What the source calls the finding: the same again belongs to the same case. */
  key: string;
  /** Of the message: a repetition is no further alarm. */
  message: string;
  at: Instant;
  report: Report;
}

export interface JoiningRules {
  /** The same finding joins its open case for so long after it was last seen. */
  windowMs: number;
  /** When alarms of one source are a storm, and join the newest case that it opened within the hour; left out, never. */
  storm?: {
    /** Another finding came so shortly before. */
    burstMs: number;
    /** So many cases were opened within the hour. */
    casesAnHour: number;
  };
}

export type Taken =
  { outcome: 'reported'; report: WaitingReport } | { outcome: 'joined' | 'in-storm'; incident: IncidentId };

export interface CaseOfKey {
  incident: IncidentId;
  firstAt: Instant;
  lastAt: Instant;
  isOpen: boolean;
}

export interface Detections {
  /** Durable when it returns: as a new report, or as one alarm more of an open case. */
  take(alarm: Alarm, rules: JoiningRules): Promise<Taken>;
  /** The newest of its findings, and how many there are. */
  of(incident: IncidentId): Promise<{ rows: Detection[]; total: number }>;
  /** The newest case of one finding, and whether it is open. */
  byKey(source: string, key: string): Promise<CaseOfKey | undefined>;
  /** By case, what joined it in a storm and is to be reported by now. */
  unreported(now: Instant): Promise<StormNews[]>;
  reported(news: StormNews, at: Instant): Promise<void>;
}

export function detectionsIn(db: Kysely<Schema>): Detections {
  return {
    take: (alarm, rules) => db.transaction().execute((trx) => take(trx, alarm, rules)),
    byKey: (source, key) => byKey(db, source, key),
    of: (incident) => of(db, incident),
    unreported: (now) => stormNews(db, now),
    reported: (news, at) => stormReported(db, news, at),
  };
}

/** One alarm of a source at a time, so that two of one finding never become two cases. */
async function take(trx: Transaction<Schema>, alarm: Alarm, rules: JoiningRules): Promise<Taken> {
  await lockDetectionsOf(trx, alarm.source);
  const known = await caseOf(trx, alarm, rules);
  if (known) return await join(trx, alarm, known, false);
  const newest = await stormIn(trx, alarm, rules);
  if (newest) return await join(trx, alarm, newest, true);
  const { source, message, at: receivedAt, report } = alarm;
  const request = `detection ${source} ${message}`;
  const kept = await accept(trx, { report, by: report.reporter, receivedAt, request });
  await join(trx, alarm, kept.id, false);
  return { outcome: 'reported', report: kept };
}

const LIST_MAX = 200;

async function of(db: Kysely<Schema>, incident: IncidentId): Promise<{ rows: Detection[]; total: number }> {
  const found = db.selectFrom('detections').where('incident', '=', incident);
  const rows = await found
    .select(['source', 'key', 'incident', 'firstAt', 'lastAt', 'count', 'inStorm', 'seen'])
    .orderBy('firstAt', 'desc')
    .orderBy('source')
    .orderBy('key')
    .limit(LIST_MAX)
    .execute();
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows: rows.map(withoutNulls), total };
}

/** An incident of which no page is folded yet is open. */
const IS_OPEN = sql<boolean>`not exists (select from incidents i where i.id = d.incident and i.stage = 'closed')`;

async function byKey(db: Kysely<Schema>, source: string, key: string) {
  const row = await db
    .selectFrom('detections as d')
    .select(['d.incident', 'd.firstAt', 'd.lastAt', IS_OPEN.as('isOpen')])
    .where('d.source', '=', source)
    .where('d.key', '=', key)
    .orderBy('d.lastAt', 'desc')
    .executeTakeFirst();
  return row;
}

async function caseOf(trx: Transaction<Schema>, { source, key, at }: Alarm, { windowMs }: JoiningRules) {
  const { rows } = await sql<{ incident: IncidentId }>`
    select d.incident from detections d where d.source = ${source} and d.key = ${key} and ${IS_OPEN}
      and d.last_at > ${at}::timestamptz - ${windowMs} * interval '1 millisecond'
    order by d.last_at desc limit 1`.execute(trx);
  return rows[0]?.incident;
}

/** The newest case that the source opened, where this finding, which has none of its own, is one of a storm. */
async function stormIn(trx: Transaction<Schema>, { source, at }: Alarm, { storm }: JoiningRules) {
  if (!storm) return undefined;
  const { rows } = await sql<{ incident: IncidentId; cases: number; inBurst: boolean }>`
    select d.incident, count(*) over () as cases,
      (select max(n.first_at) from detections n where n.source = ${source})
        > ${at}::timestamptz - ${storm.burstMs} * interval '1 millisecond' as in_burst
    from detections d
    where d.source = ${source} and not d.in_storm and ${IS_OPEN}
      and d.first_at > ${at}::timestamptz - interval '1 hour'
    order by d.first_at desc, d.incident desc limit 1`.execute(trx);
  const [newest] = rows;
  return newest && (newest.inBurst || newest.cases >= storm.casesAnHour) ? newest.incident : undefined;
}

async function join(
  trx: Transaction<Schema>,
  { source, key, message, at, report: { seen } }: Alarm,
  incident: IncidentId,
  inStorm: boolean,
): Promise<Taken> {
  await sql`
    insert into detections as d (source, key, incident, first_at, last_at, last_message, in_storm, seen)
    values (${source}, ${key}, ${incident}, ${at}, ${at}, ${message}, ${inStorm}, ${seen})
    on conflict (source, key, incident) do update set
      last_at = greatest(d.last_at, excluded.last_at), last_message = excluded.last_message,
      count = d.count + case when d.last_message = excluded.last_message then 0 else 1 end`.execute(trx);
  return { outcome: inStorm ? 'in-storm' : 'joined', incident };
}
