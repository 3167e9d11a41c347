import { Client } from 'pg';
import { openRegister } from '../../src/register';

interface Addresses {
  /** As the owner of the tables. */
  url: string;
  /** As the service. */
  appUrl: string;
}

export interface Database extends Addresses {
  /** By the socket of a file, which is cheaper than TCP. Programs that are started speak to it over TCP, as in production. */
  nearby: Addresses;
  drop: () => Promise<void>;
}

/** The PostgreSQL server for the tests, if they are given one. */
export const databaseServer = process.env['TOCSIN_TEST_DATABASE_URL'];

let databases = 0;

/** A database that others are copied from, made once per run: what it is itself a copy of, and what is then done there. */
export interface Template {
  name: string;
  of?: Template;
  fill: (at: Addresses) => Promise<void>;
}

/** Has the register's tables. */
export const MIGRATED: Template = {
  name: 'tocsin_template',
  fill: async ({ url, appUrl }) => {
    const register = await openRegister({ databaseUrl: url });
    await register.migrate(appUrl);
    await register.close();
  },
};

/** Creates a database with the register's tables, and what else the template has. */
export async function createDatabase(template = MIGRATED): Promise<Database> {
  await ensure(template);
  return create(copyOf(template));
}

/** Past the log, which is half the work: nothing needs to outlive the server. */
const copyOf = ({ name }: Template) => `template ${name} strategy file_copy`;

/** Creates a database without tables. */
export function createEmptyDatabase(): Promise<Database> {
  return create('');
}

async function create(from: string): Promise<Database> {
  const name = `tocsin_test_${process.pid}_${Date.now()}_${++databases}`;
  await asServer((client) => client.query(`create database ${name} ${from}`));
  return { ...addressesOf(name), drop: () => dropDatabase(name) };
}

export async function dropDatabase(name: string): Promise<void> {
  await asServer((client) => client.query(`drop database if exists ${name} with (force)`));
}

const templates = new Map<string, Promise<void>>();

/** The first caller creates the template; the others wait at the lock. */
function ensure(template: Template): Promise<void> {
  const made = templates.get(template.name) ?? asServer((client) => make(template, client));
  templates.set(template.name, made);
  return made;
}

async function make({ name, of, fill }: Template, client: Client): Promise<void> {
  if (of) await ensure(of);
  await client.query('select pg_advisory_lock(hashtext($1))', [name]);
  const { rows } = await client.query('select from pg_database where datname = $1', [name]);
  if (rows.length > 0) return;
  const unfinished = `${name}_unfinished`;
  await client.query(`drop database if exists ${unfinished} with (force)`);
  await client.query(`create database ${unfinished} ${of ? copyOf(of) : ''}`);
  await fill(addressesOf(unfinished).nearby);
  await client.query(`alter database ${unfinished} rename to ${name}`);
}

function addressesOf(name: string): Pick<Database, 'url' | 'appUrl' | 'nearby'> {
  const [url, appUrl] = [urlOf(name), appUrlOf(name)];
  return { url, appUrl, nearby: { url: nearby(url), appUrl: nearby(appUrl) } };
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

function nearby(address: string): string {
  const url = new URL(address);
  url.searchParams.set('host', process.env['TOCSIN_TEST_DATABASE_SOCKET'] ?? url.hostname);
  return url.href;
}

async function asServer<T>(act: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: nearby(databaseServer ?? '') });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
