import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';

/** Another incident as one sees it. */
export interface RelatedIncident {
  incident: IncidentId;
  how: 'linked' | 'merged-into' | 'duplicate';
  reason: string;
  by: PersonId;
  at: Instant;
}

/** From both sides, whichever of the two said so. */
export async function relatedTo(db: Kysely<Schema>, incident: IncidentId): Promise<RelatedIncident[]> {
  const { rows } = await sql<RelatedIncident>`
    select related as incident, how, reason, "by", at from related_incidents where incident = ${incident}
    union all
    select incident, case how when 'merged-into' then 'duplicate' else how end, reason, "by", at from related_incidents where related = ${incident}
    order by at, incident`.execute(db);
  return rows;
}
