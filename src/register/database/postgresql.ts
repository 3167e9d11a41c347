import { isNativeError } from 'node:util/types';
import { PostgresDialect, type Dialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Client, DatabaseError, Pool, types, type PoolClient } from 'pg';
import { RegisterUnavailable } from './faults';
import { INT8, TIMESTAMPTZ, instantText, storable } from './values';

const CONNECT_WITHIN_MS = 5_000;

// A process that was frozen in the middle of a transaction must not hold up the others for long; between two statements ours are busy
// for milliseconds, and seconds on a machine that is short of breath. And compiling a query takes
// PostgreSQL a second where it overrates the rows of tables that have just grown; ours run for milliseconds.
const SESSION = `select set_config('idle_in_transaction_session_timeout', '15s', false), set_config('jit', 'off', false)`;

/** A pool of connections to a PostgreSQL server. Connects when first used. */
export function postgresqlDialect(databaseUrl: string): Dialect {
  const place = hostOf(databaseUrl);
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    application_name: 'tocsin',
    types: { getTypeParser },
  });
  // A connection that breaks fails its query and is replaced; but also it says so aside, in idleness or between two queries of
  // a transaction, and with nobody listening that would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool: watched(pool, place) });
}

const parsers: Partial<Record<number, Parser>> = {
  [INT8]: Number,
  [TIMESTAMPTZ]: instantText,
};

type Parser = (text: string) => unknown;

const getTypeParser = ((type, format) =>
  parsers[type] ?? (types.getTypeParser(type, format) as Parser)) as typeof types.getTypeParser;

/** Host, port and database, and nothing of the user or the password: it is shown in messages. */
function hostOf(databaseUrl: string): string {
  try {
    if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw new Error('another scheme');
    const { host, port, database } = new Client({ connectionString: databaseUrl });
    const name = database && /^[\w-]+$/.test(database) ? `/${database}` : '';
    return `${host}:${port}${name}`;
  } catch {
    // The cause is left out: it quotes the address, password and all.
    throw new RegisterUnavailable(
      'DATABASE_URL is not a PostgreSQL address; write it as postgres://user:password@host:5432/database, with special characters of the password percent-encoded.',
    );
  }
}

function watched(pool: Pool, place: string): PostgresPool {
  const sayWhich = (error: unknown, advice: string | undefined): never => {
    if (!advice) throw error;
    const reason = reasonOf(error);
    const sentence = `The register's database at ${place} cannot be used now: ${reason}. ${advice}`;
    throw new RegisterUnavailable(sentence, { cause: error });
  };
  const onConnect = (error: unknown) => sayWhich(error, adviceFor(error) ?? CHECK_ADDRESS);
  const onQuery = (error: unknown) => sayWhich(error, adviceFor(error));
  const prepared = new WeakSet<PoolClient>();
  const prepare = async (client: PoolClient) => {
    try {
      await client.query(SESSION);
      prepared.add(client);
    } catch (error) {
      client.release(true);
      onConnect(error);
    }
  };
  const connect = async () => {
    const client = await pool.connect().catch(onConnect);
    if (!prepared.has(client)) await prepare(client);
    return watchedClient(client, onQuery);
  };
  return { connect, end: () => pool.end() };
}

function watchedClient(client: PoolClient, onError: (error: unknown) => never): PostgresPoolClient {
  const query = (sql: string, parameters: readonly unknown[]) =>
    client.query(sql, parameters.map(storable)).catch(onError);
  // Kysely asks for a second form of `query`, by cursor, which it uses only where streaming was set up.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
}

const CHECK_ADDRESS = 'Check that PostgreSQL runs there and that DATABASE_URL is right.';

/** What to do about a fault that is not the fault of the query; undefined if it is. */
function adviceFor(error: unknown): string | undefined {
  if (!(error instanceof DatabaseError)) return isLost(error) ? CHECK_ADDRESS : undefined;
  const code = error.code ?? '';
  if (code.startsWith('28')) return 'Check the user and the password in DATABASE_URL.';
  if (code === '3D000') return 'Create that database, or name another in DATABASE_URL.';
  if (/^(08|53|57P|25P03)/.test(code)) return 'Check that the server is up and has room; to try again is right.';
  if (/^(40001|40P01|55P03)$/.test(code)) return 'Two transactions met; to try again is right.';
  return undefined;
}

/** The driver's own errors: the socket's have a code such as ECONNRESET, the protocol's have words alone. The socket's may be of another realm. */
function isLost(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return /^E[A-Z]+$/.test(code) || /connection|timeout|not queryable/i.test(error.message);
}

/** Where one name has several addresses, Node's error has no words of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return isNativeError(error) ? error.message : String(error);
}
