import { sql, type Kysely, type QueryExecutor, type QueryResult, type RawBuilder } from 'kysely';
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
  return await onOneConnection(db.getExecutor(), async (executor) => {
    const on = { getExecutor: () => executor };
    const begun = sql`begin`.execute(on);
    const asked = statements.map((statement) => statement.execute(on));
    const ends = await Promise.allSettled([begun, ...asked, sql`commit`.execute(on)]);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    return await Promise.all(asked);
  });
}

/** That of `db.connection()` begins each statement only once the one before it was answered. */
async function onOneConnection<Answer>(
  executor: QueryExecutor,
  ask: (executor: QueryExecutor) => Promise<Answer>,
): Promise<Answer> {
  return await executor.provideConnection((connection) =>
    ask(executor.withConnectionProvider({ provideConnection: (use) => use(connection) })),
  );
}
