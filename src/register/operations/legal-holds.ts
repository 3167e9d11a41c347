import { sql, type Kysely, type Selectable } from 'kysely';
import type { PersonId } from '../../domain/primitives/people';
import type { IncidentId } from '../../domain/case/state';
import { withoutNulls, type Present } from '../database/values';
import type { Schema } from '../database/schema';

export type LegalHold = Present<Omit<Selectable<Schema['legalHolds']>, 'id'>>;

/** While one is in force, the incident is not erased, whatever its rules say. */
export interface LegalHolds {
  /** False if one is in force already. */
  place(incident: IncidentId, by: PersonId, reason: string): Promise<boolean>;
  /** False if none is in force. */
  lift(incident: IncidentId, by: PersonId, reason: string): Promise<boolean>;
  /** The latest first, lifted ones too. */
  of(incident: IncidentId): Promise<LegalHold[]>;
}

export function legalHoldsIn(db: Kysely<Schema>): LegalHolds {
  return {
    place: async (incident, by, reason) => {
      const { numAffectedRows = 0n } = await sql`
        insert into legal_holds (incident, reason, placed_by) values (${incident}, ${reason}, ${by})
        on conflict do nothing`.execute(db);
      return numAffectedRows > 0n;
    },
    lift: async (incident, by, reason) => {
      const { numAffectedRows = 0n } = await sql`
        update legal_holds set lifted_by = ${by}, lifted_at = clock_timestamp(), lifting_reason = ${reason}
        where incident = ${incident} and lifted_at is null`.execute(db);
      return numAffectedRows > 0n;
    },
    of: async (incident) => {
      const rows = await db
        .selectFrom('legalHolds')
        .selectAll()
        .where('incident', '=', incident)
        .orderBy('id', 'desc')
        .execute();
      return rows.map(({ id: _, ...hold }) => withoutNulls(hold));
    },
  };
}
