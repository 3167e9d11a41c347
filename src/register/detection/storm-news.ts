import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { HOUR, plus, type Instant } from '../../domain/primitives/instant';
import type { Schema } from '../database/schema';

/** So rarely one case is reported to people. */
const PAUSE_MS = HOUR;

/** Findings that joined a case which was not their own, that were reported to nobody. */
export interface StormNews {
  incident: IncidentId;
  /** The names of those that raised them. */
  sources: string[];
  count: number;
  /** What the first of them says of itself. */
  first: string;
  firstAt: Instant;
  lastAt: Instant;
}

/** Where a report went out within the hour, the next go together after it. */
export async function stormNews(db: Kysely<Schema>, now: Instant): Promise<StormNews[]> {
  const { rows } = await sql<StormNews>`
    select d.incident, array_agg(distinct s.name) as sources, count(*)::int as count, min(d.first_at) as "firstAt",
      max(d.first_at) as "lastAt", (array_agg(coalesce(d.seen, d.key) order by d.first_at, d.key))[1] as first
    from detections d join detection_sources s on s.id = d.source
    where d.in_storm and d.told_at is null and not exists (
      select from detections t where t.incident = d.incident and t.told_at > ${plus(now, -PAUSE_MS)}::timestamptz)
    group by d.incident order by d.incident`.execute(db);
  return rows;
}

export async function stormReported(db: Kysely<Schema>, { incident, lastAt }: StormNews, at: Instant): Promise<void> {
  await db
    .updateTable('detections')
    .set({ toldAt: at })
    .where('incident', '=', incident)
    .where('inStorm', '=', true)
    .where('toldAt', 'is', null)
    .where('firstAt', '<=', lastAt)
    .execute();
}
