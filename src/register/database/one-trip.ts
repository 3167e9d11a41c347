import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Schema } from './schema';

/**
 * A transaction whose statements wait for no answers in between. After one that fails the others fail too, and the commit rolls back. Each has a
 * snapshot of its own, taken once those before it have ended.
 */
export async function inOneTrip(db: Kysely<Schema>, statements: readonly RawBuilder<unknown>[]): Promise<void> {
  await db.connection().execute(async (connection) => {
    const ends = [sql`begin`, ...statements, sql`commit`].map((statement) => statement.execute(connection));
    const failed = (await Promise.allSettled(ends)).find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  });
}
