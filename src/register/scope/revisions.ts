import { sql, type Kysely, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';

/** Who may do what: each change of it is a change of the roster. */
export const PEOPLE = 'people';
/** Anything of anybody. */
export const DETAILS = 'details of people';

export function scopeOf(incident: IncidentId): string {
  return `scope of ${incident}`;
}

/** Who is affected, what is said of them, and whom a notice goes to. */
export function contentOf(incident: IncidentId): string {
  return `content of scope of ${incident}`;
}

/** How often the subject changed; 0 before it ever did. */
export async function revisionOf(db: Kysely<Schema>, subject: string): Promise<number> {
  const row = await db.selectFrom('revisions').select('revision').where('subject', '=', subject).executeTakeFirst();
  return row?.revision ?? 0;
}

/** Counts the changes of one subject. The row is held until the transaction ends: whoever sees a revision sees all that led to it. */
export async function lockRevision(trx: Transaction<Schema>, subject: string): Promise<void> {
  await trx
    .insertInto('revisions')
    .values({ subject, revision: 0 })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ revision: sql`revisions.revision` }))
    .execute();
}

export async function bumpRevision(trx: Transaction<Schema>, subject: string): Promise<void> {
  await trx
    .insertInto('revisions')
    .values({ subject, revision: 1 })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ revision: sql`revisions.revision + 1` }))
    .execute();
}
