import { sql, type Kysely, type QueryResult, type RawBuilder } from 'kysely';
import type { Schema } from './schema';

/**
 * A transaction whose statements wait for no answers in between. After one that fails the others fail too, and the commit rolls back. Each has a
 * snapshot of its own, taken once those before it have ended.
 * @returns what each of them answered
 */
export async function inOneTrip<Row = unknown>(
  db: Kysely<Schema>,
  statements: readonly RawBuilder<Row>[],
): Promise<QueryResult<Row>[]> {
  return await db.connection().execute(async (connection) => {
    const begun = sql`begin`.execute(connection);
    const asked = statements.map((statement) => statement.execute(connection));
    const ends = await Promise.allSettled([begun, ...asked, sql`commit`.execute(connection)]);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    return await Promise.all(asked);
  });
}
