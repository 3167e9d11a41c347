import { isNativeError } from 'node:util/types';
import { PostgresDialect, type Dialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Client, DatabaseError, Pool, types, type PoolClient } from 'pg';
import { RegisterUnavailable } from './faults';
import { preparedName } from './prepared';
import { INT8, TIMESTAMPTZ, instantText, storable } from './values';

const CONNECT_TIMEOUT_MS = 5_000;

// A process that froze in the middle of a transaction must not block the others for long. Between two statements our transactions idle for
// milliseconds, or seconds on an overloaded machine.
// JIT is off since compiling takes PostgreSQL a second when it overestimates tables that have just grown; our queries run for milliseconds.
const SESSION = `select set_config('idle_in_transaction_session_timeout', '15s', false), set_config('jit', 'off', false)`;

/** A pool of connections to a PostgreSQL server, opened on first use. */
export function postgresqlDialect(databaseUrl: string): Dialect {
  const place = hostOf(databaseUrl);
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // What is asked on one connection without waiting goes out together; only transactions written for it do so.
    pipeline: true,
    application_name: 'tocsin',
    types: { getTypeParser },
  });
  // A broken connection fails its query and is replaced. It also emits an `error` event while idle or between two queries of a transaction,
  // and without a listener that would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool: translatingErrors(pool, place) });
}

const parsers: Partial<Record<number, Parser>> = {
  [INT8]: Number,
  [TIMESTAMPTZ]: instantText,
};

type Parser = (text: string) => unknown;

const getTypeParser = ((type, format) =>
  parsers[type] ?? (types.getTypeParser(type, format) as Parser)) as typeof types.getTypeParser;

/** Host, port and database without user and password, since it is shown in messages. */
function hostOf(databaseUrl: string): string {
  try {
    if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw new Error('another scheme');
    const { host, port, database } = new Client({ connectionString: databaseUrl });
    const name = database && /^[\w-]+$/.test(database) ? `/${database}` : '';
    return `${host}:${port}${name}`;
  } catch {
    // The cause is left out: it quotes the address, password included.
    throw new RegisterUnavailable(
      'DATABASE_URL is not a PostgreSQL address; write it as postgres://user:password@host:5432/database, with special characters of the password percent-encoded.',
    );
  }
}

function translatingErrors(pool: Pool, place: string): PostgresPool {
  const throwUnavailable = (error: unknown, advice: string | undefined): never => {
    if (!advice) throw error;
    const reason = reasonOf(error);
    const sentence = `The register's database at ${place} cannot be used now: ${reason}. ${advice}`;
    throw new RegisterUnavailable(sentence, { cause: error });
  };
  const onConnect = (error: unknown) => throwUnavailable(error, adviceFor(error) ?? CHECK_ADDRESS);
  const onQuery = (error: unknown) => throwUnavailable(error, adviceFor(error));
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
    return translatingClient(client, onQuery);
  };
  return { connect, end: () => pool.end() };
}

function translatingClient(client: PoolClient, onError: (error: unknown) => never): PostgresPoolClient {
  const query = (text: string, parameters: readonly unknown[]) => {
    gatherWrites(client);
    const [name, values] = [preparedName(text), parameters.map(storable)];
    return (name === undefined ? client.query(text, values) : client.query({ name, text, values })).catch(onError);
  };
  // Kysely's type also has a cursor form of `query`, which it uses only where streaming is set up.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
}

/** What is asked in one turn of the event loop goes out in one write: each would wake the server by itself. */
function gatherWrites(client: PoolClient): void {
  const { stream } = client.connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const CHECK_ADDRESS = 'Check that PostgreSQL runs there and that DATABASE_URL is right.';

/** What to do about a fault that the query did not cause; undefined if it did. */
function adviceFor(error: unknown): string | undefined {
  if (!(error instanceof DatabaseError)) return isLost(error) ? CHECK_ADDRESS : undefined;
  const code = error.code ?? '';
  if (code.startsWith('28')) return 'Check the user and the password in DATABASE_URL.';
  if (code === '3D000') return 'Create that database, or name another in DATABASE_URL.';
  if (/^(08|53|57P|25P03)/.test(code)) return 'Check that the server is up and has room, then try again.';
  if (/^(40001|40P01|55P03)$/.test(code)) return 'Two transactions conflicted; try again.';
  return undefined;
}

/**
 * The driver's own errors: those of the socket have a code such as ECONNRESET, those of the protocol only a message. Socket errors may come
 * from another realm, hence `isNativeError`.
 */
function isLost(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return /^E[A-Z]+$/.test(code) || /connection|timeout|not queryable/i.test(error.message);
}

/** If a host name has several addresses, Node throws an AggregateError without a message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return isNativeError(error) ? error.message : String(error);
}
