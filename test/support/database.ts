import { Client } from 'pg';

/** A PostgreSQL database for one town. */
export interface Database {
  url: string;
  drop: () => Promise<void>;
}

/** Where the tests are given a PostgreSQL server. */
export const databaseServer = process.env['TOCSIN_TEST_DATABASE_URL'];

let databases = 0;

export async function createDatabase(): Promise<Database> {
  const name = `tocsin_town_${process.pid}_${Date.now()}_${++databases}`;
  await run(`create database ${name}`);
  const url = new URL(databaseServer ?? '');
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(name) };
}

export async function dropDatabase(name: string): Promise<void> {
  await run(`drop database if exists ${name} with (force)`);
}

async function run(sql: string): Promise<void> {
  const client = new Client({ connectionString: databaseServer });
  await client.connect();
  await client.query(sql);
  await client.end();
}
