import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';

/** Another incident as one sees it. */
export interface RelatedIncident {
  incident: IncidentId;
  how: 'linked' | 'merged-into' | 'duplicate' | 'offered' | 'declined' | 'refused';
  /** Of an offer that was declined: why. */
  reason: string;
  by: PersonId;
  at: Instant;
}

/** From both sides, whichever of the two said so, and the last word on each offer that has not led to a merge. */
export async function relatedTo(db: Kysely<Schema>, incident: IncidentId): Promise<RelatedIncident[]> {
  const { rows } = await sql<RelatedIncident>`
    select related as incident, how, reason, "by", at from related_incidents where incident = ${incident}
    union all
    select incident, case how when 'merged-into' then 'duplicate' else how end, reason, "by", at from related_incidents where related = ${incident}
    union all
    select event->>'related', how, coalesce(event->>'reason', event->>'why'), "by", at from (
      select distinct on (event->>'related') event, "by", at, case type
        when 'merge-asked' then 'offered' when 'merge-declined' then 'declined' when 'duplicate-refused' then 'refused' end as how
      from timeline where incident = ${incident}
        and type in ('merge-asked', 'merge-declined', 'merged', 'duplicate-refused', 'duplicate-accepted')
      order by event->>'related', sequence desc, index desc) last where how is not null
    order by at, incident`.execute(db);
  return rows;
}
