import { Client } from 'pg';
import { openRegister } from '../../src/register';

export interface Database {
  /** As the owner of the tables. */
  url: string;
  /** As the service. */
  appUrl: string;
  drop: () => Promise<void>;
}

/** The PostgreSQL server for the tests, if they are given one. */
export const databaseServer = process.env['TOCSIN_TEST_DATABASE_URL'];

let databases = 0;

/** Creates a database with the register's tables, copied from a template that is migrated once per run. */
export async function createDatabase(): Promise<Database> {
  await ensureTemplate();
  return create(`template ${TEMPLATE}`);
}

/** Creates a database without tables. */
export function createEmptyDatabase(): Promise<Database> {
  return create('');
}

async function create(from: string): Promise<Database> {
  const name = `tocsin_test_${process.pid}_${Date.now()}_${++databases}`;
  await asServer((client) => client.query(`create database ${name} ${from}`));
  return { url: urlOf(name), appUrl: appUrlOf(name), drop: () => dropDatabase(name) };
}

export async function dropDatabase(name: string): Promise<void> {
  await asServer((client) => client.query(`drop database if exists ${name} with (force)`));
}

const TEMPLATE = 'tocsin_template';
const UNFINISHED = `${TEMPLATE}_unfinished`;
let template: Promise<void> | undefined;

/** The first caller creates the template; the others wait at the lock. */
function ensureTemplate(): Promise<void> {
  template ??= asServer(async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('${TEMPLATE}'))`);
    const { rows } = await client.query('select from pg_database where datname = $1', [TEMPLATE]);
    if (rows.length > 0) return;
    await client.query(`drop database if exists ${UNFINISHED} with (force)`);
    await client.query(`create database ${UNFINISHED}`);
    const register = await openRegister({ databaseUrl: urlOf(UNFINISHED) });
    await register.migrate(appUrlOf(UNFINISHED));
    await register.close();
    await client.query(`alter database ${UNFINISHED} rename to ${TEMPLATE}`);
  });
  return template;
}

function urlOf(name: string): string {
  const url = new URL(databaseServer ?? '');
  url.pathname = `/${name}`;
  return url.href;
}

function appUrlOf(name: string): string {
  const url = new URL(urlOf(name));
  url.username = 'tocsin_app';
  url.password = 'of-the-app';
  return url.href;
}

async function asServer<T>(act: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseServer });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
