import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { PersonId } from '../../domain/primitives/people';
import type { IncidentId } from '../../domain/case/state';
import { writeActs } from '../administration/story';
import { withoutNulls, type Present } from '../database/values';
import type { Schema } from '../database/schema';

export type LegalHold = Present<Omit<Selectable<Schema['legalHolds']>, 'id'>>;

/** While one is in force, the incident is not erased, whatever its rules say. Placing and lifting are on the story of the administration. */
export interface LegalHolds {
  /** False if one is in force already. */
  place(incident: IncidentId, author: Author, reason: string): Promise<boolean>;
  /** False if none is in force. */
  lift(incident: IncidentId, author: Author, reason: string): Promise<boolean>;
  /** The latest first, lifted ones too. */
  of(incident: IncidentId): Promise<LegalHold[]>;
}

export function legalHoldsIn(db: Kysely<Schema>): LegalHolds {
  const acting =
    (act: 'legal-hold-placed' | 'legal-hold-lifted', change: typeof place) =>
    (incident: IncidentId, author: Author, reason: string) =>
      db.transaction().execute(async (trx) => {
        if (!(await change(trx, incident, author.person, reason))) return false;
        const subject = await incidentSubject(trx, incident);
        const details = subject === RESTRICTED ? {} : { details: { reason } };
        await writeActs(trx, author, [{ act, subject, ...details, hears: { roles: HEAR } }]);
        return true;
      });
  return {
    place: acting('legal-hold-placed', place),
    lift: acting('legal-hold-lifted', lift),
    of: (incident) => holdsOf(db, incident),
  };
}

/** Of a row `i` of the incidents. */
export const HELD = sql<boolean>`exists (select from legal_holds h where h.incident = i.id and h.lifted_at is null)`;

const RESTRICTED = 'incidents/restricted';
const HEAR = ['legal', 'privacy', 'auditor'] as const;

/** Of a restricted incident not even the number is shown to whoever reads the story. */
export async function incidentSubject(trx: Transaction<Schema>, incident: IncidentId): Promise<string> {
  const row = await trx.selectFrom('incidents').select('restricted').where('id', '=', incident).executeTakeFirst();
  return row?.restricted ? RESTRICTED : `incidents/${incident}`;
}

async function place(trx: Transaction<Schema>, incident: IncidentId, by: PersonId, reason: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    insert into legal_holds (incident, reason, placed_by) values (${incident}, ${reason}, ${by})
    on conflict do nothing`.execute(trx);
  return numAffectedRows > 0n;
}

async function lift(trx: Transaction<Schema>, incident: IncidentId, by: PersonId, reason: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update legal_holds set lifted_by = ${by}, lifted_at = clock_timestamp(), lifting_reason = ${reason}
    where incident = ${incident} and lifted_at is null`.execute(trx);
  return numAffectedRows > 0n;
}

async function holdsOf(db: Kysely<Schema>, incident: IncidentId): Promise<LegalHold[]> {
  const rows = await db
    .selectFrom('legalHolds')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id: _, ...hold }) => withoutNulls(hold));
}
