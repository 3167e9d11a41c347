import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema';

/** Fewer are read fast, however they are read. */
const MANY = 500;

/**
 * Has the planner learn of an incident that has just grown by so many rows, rather than when the database comes to it; the embedded one never
 * does. No statement depends on it: a table that somebody else holds is passed over, and if it fails, the work was done all the same.
 */
export async function learnOf(db: Kysely<Schema>, grownBy: number): Promise<void> {
  if (grownBy < MANY) return;
  await sql`analyze (skip_locked) scope, deliveries`.execute(db).catch(() => undefined);
}
