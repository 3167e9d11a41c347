import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema';

/** Below this, any plan is fast. */
const MANY = 500;

/**
 * Updates the planner's statistics at once for an incident that has grown by so many rows; autovacuum comes later, and the embedded
 * database has none. Correctness never depends on it: a table locked by somebody else is skipped, and a failure is ignored since the write
 * itself succeeded.
 */
export async function learnOf(db: Kysely<Schema>, grownBy: number): Promise<void> {
  if (grownBy < MANY) return;
  await sql`select learn_of_growth()`.execute(db).catch(() => undefined);
}
