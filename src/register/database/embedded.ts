import { mkdir, readdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';
import { hasRoom } from '../../primitives/room';
import { PreparedStatements } from './embedded-prepared';
import { RegisterUnavailable } from './faults';
import type { Listen } from './notifications';
import { preparedName } from './prepared';
import { TIMESTAMPTZ, instantText, storable } from './values';

/** PostgreSQL inside this process, its data in a folder. For trials only: it does not wait for the disk. */
export async function embeddedDialect(folder: string): Promise<{ dialect: Dialect; listen: Listen }> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await refuseOtherFiles(folder);
    if (!hasRoom(folder)) throw withoutRoom(folder);
    const database = await PGlite.create(folder, { parsers: { [TIMESTAMPTZ]: instantText } });
    const driver = new EmbeddedDriver(folder, database);
    return { dialect: dialectOf(driver), listen: listenTo(driver, database) };
  } catch (cause) {
    if (cause instanceof RegisterUnavailable) throw cause;
    throw new RegisterUnavailable(
      `The register's data in ${folder} cannot be opened: ${reasonOf(cause)}. Put back a copy of that folder, or move it away to begin with an empty register.`,
      { cause },
    );
  }
}

/** If PG_VERSION is missing, PGlite would create a new database over whatever files lie there. */
async function refuseOtherFiles(folder: string): Promise<void> {
  const files = await readdir(folder);
  if (files.length > 0 && !files.includes('PG_VERSION'))
    throw new Error('there are files, and no PG_VERSION among them');
}

/** The embedded database aborts on damaged files without a useful message. */
function reasonOf(error: unknown): string {
  const plain = error instanceof Error && !/abort|PGlite|RuntimeError/i.test(`${error.name} ${error.message}`);
  return plain ? error.message : 'its files are damaged, or of another version';
}

function withoutRoom(folder: string): RegisterUnavailable {
  return new RegisterUnavailable(
    `The disk of ${folder} has less than 64 MB of room left. Make room there; until then nothing can be written.`,
  );
}

function dialectOf(driver: EmbeddedDriver): Dialect {
  return {
    createDriver: () => driver,
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
  };
}

/** In its turn, since a LISTEN within a transaction ends with its rollback. */
function listenTo(driver: EmbeddedDriver, database: PGlite): Listen {
  const inTurn = async <T>(act: () => Promise<T>): Promise<T> => {
    const connection = await driver.acquireConnection();
    try {
      return await act();
    } finally {
      connection.release();
    }
  };
  return async (channels, { heard }) => {
    const ends: (() => Promise<void>)[] = [];
    for (const channel of channels) ends.push(await inTurn(() => database.listen(channel, heard)));
    return async () => {
      for (const end of ends) if (!database.closed) await inTurn(() => end());
    };
  };
}

/** There is one connection. Each caller waits for the one before, so that transactions never mix. */
class EmbeddedDriver implements Driver {
  #last: Promise<void> = Promise.resolve();
  readonly #prepared: PreparedStatements;

  constructor(
    private readonly folder: string,
    private readonly database: PGlite,
  ) {
    this.#prepared = new PreparedStatements(database);
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<EmbeddedConnection> {
    const before = this.#last;
    let release = () => {};
    this.#last = new Promise((resolve) => (release = resolve));
    await before;
    return new EmbeddedConnection(this.folder, this.database, this.#prepared, release);
  }

  async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  releaseConnection(connection: EmbeddedConnection): Promise<void> {
    connection.release();
    return Promise.resolve();
  }

  async destroy() {
    await this.#last;
    await this.database.close();
  }
}

/** Statements that may run on a full disk: reads, and the ends of transactions, which write almost nothing. */
const WRITES_NOTHING = /^\s*(select|begin|commit|rollback)\b/i;

/** They are asked for each transaction, and so kept prepared. */
const ENDS_OR_BEGINS = /^(begin|commit|rollback)$/;

/**
 * On a full disk PGlite refuses a write to a table, but retries the next segment of its write-ahead log for ever, in a loop that blocks the
 * whole process even after space is freed. So writes are refused before the disk is full.
 */
class EmbeddedConnection implements DatabaseConnection {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly database: PGlite,
    private readonly prepared: PreparedStatements,
    readonly release: () => void,
  ) {}

  /** In the order in which they are asked, whether or not the caller waits for each. */
  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const answer = this.#last.then(() => this.ask<R>(query));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  private async ask<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.database.closed) throw new RegisterUnavailable('The embedded register is closed; start Tocsin again.');
    if (!WRITES_NOTHING.test(sql) && !hasRoom(this.folder)) throw withoutRoom(this.folder);
    const values = parameters.map(storable);
    const name = ENDS_OR_BEGINS.test(sql) ? sql : preparedName(sql);
    if (name !== undefined) return { rows: await this.prepared.query<R>(name, sql, values) };
    const { rows, affectedRows } = await this.database.query<R>(sql, values);
    return { rows, numAffectedRows: BigInt(affectedRows ?? 0) };
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('The embedded register does not stream rows; page with a limit.');
  }
}
