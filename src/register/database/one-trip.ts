import {
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  Transaction,
  type Compilable,
  type CompiledQuery,
  type Dialect,
  type Kysely,
  type QueryExecutor,
  type QueryResult,
  type RawBuilder,
} from 'kysely';
import type { Schema } from './schema';

export type Statement = Compilable | CompiledQuery;

/** How a transaction ends: its last statements, which go out together with the commit, and what is made of their results. */
export interface Ending<Answer> {
  statements: readonly Statement[];
  answer: (results: readonly QueryResult<unknown>[]) => Answer;
}

/**
 * A transaction whose statements go out as they are asked: those that are given to one `Promise.all` take one round trip, the beginning goes with the
 * first and the commit with the last. After one that fails the others fail too, and all of it is rolled back. Each has a snapshot of its own, taken once
 * those before it have ended.
 */
export async function inFewTrips<Answer>(
  db: Kysely<Schema>,
  act: (trx: Transaction<Schema>) => Promise<Ending<Answer>>,
): Promise<Answer> {
  return await onOneConnection(db.getExecutor(), async (executor) => {
    const trx = new Transaction<Schema>({ ...UNUSED, executor });
    const begun = sql`begin`.execute(trx);
    // It is awaited with the end. If the connection breaks before, Node would end the process over a rejection that nobody waits for yet.
    begun.catch(() => undefined);
    const { statements, answer } = await act(trx).catch(async (fault: unknown) => {
      await Promise.allSettled([begun, sql`rollback`.execute(trx)]);
      throw fault;
    });
    const asked = statements.map((statement) => trx.executeQuery(statement));
    const ends = await Promise.allSettled([begun, ...asked, sql`commit`.execute(trx)]);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    return answer(await Promise.all(asked));
  });
}

/** A transaction of statements that need no answer of one another. @returns what each of them answered */
export async function inOneTrip<Row = unknown>(
  db: Kysely<Schema>,
  statements: readonly RawBuilder<Row>[],
): Promise<QueryResult<Row>[]> {
  return await inFewTrips(db, (trx) =>
    Promise.resolve({
      statements: statements.map((statement) => statement.compile(trx)),
      answer: (results) => results as QueryResult<Row>[],
    }),
  );
}

const dialect: Dialect = {
  createDriver: () => new DummyDriver(),
  createAdapter: () => new PostgresAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
};
/** What Kysely's transactions are made of, beside the executor that does all that is asked of this one. */
const UNUSED = { config: { dialect }, dialect, driver: new DummyDriver() };

/** That of `db.connection()` begins each statement only once the one before it was answered. */
async function onOneConnection<Answer>(
  executor: QueryExecutor,
  ask: (executor: QueryExecutor) => Promise<Answer>,
): Promise<Answer> {
  return await executor.provideConnection((connection) =>
    ask(executor.withConnectionProvider({ provideConnection: (use) => use(connection) })),
  );
}
