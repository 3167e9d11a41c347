import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { openRegister, type Register } from '../../src/register';

/** A migrated register of its own for each kind of database, for the stories of one file. */
export interface Bench {
  readonly register: Register;
  /** Goes past the register, as somebody with access to the database could. Rows are those of the last statement. */
  query(sql: string): Promise<Record<string, unknown>[]>;
}

const server = process.env.TOCSIN_TEST_DATABASE_URL;

/** Always the embedded one, and PostgreSQL where the tests are given a server. */
export const eachPlace: [string, () => Promise<Place>][] = [['embedded', embeddedPlace]];
if (server) eachPlace.push(['postgresql', () => postgresqlPlace(server)]);

/** Tells the stories once for each database. */
export function onEachRegister(title: string, stories: (bench: Bench) => void): void {
  describe.each(eachPlace)(`${title} (%s)`, (_kind, makePlace) => {
    let place: Place;
    let register: Register;
    beforeAll(async () => {
      place = await makePlace();
      register = await place.open();
      await register.migrate();
    });
    afterAll(async () => {
      await register.close();
      await place.remove();
    });
    stories({
      get register() {
        return register;
      },
      query: async (sql) => {
        if (register.kind === 'postgresql') return await place.query(sql);
        await register.close();
        try {
          return await place.query(sql);
        } finally {
          register = await place.open();
        }
      },
    });
  });
}

export interface Place {
  open(opening?: typeof openRegister): Promise<Register>;
  query(sql: string): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
}

export async function embeddedPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-register-'));
  return {
    open: (opening = openRegister) => opening({ folder }),
    query: async (sql) => {
      const database = await PGlite.create(folder);
      try {
        return lastRows(await database.exec(sql));
      } finally {
        await database.close();
      }
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

let databases = 0;

export async function postgresqlPlace(server: string): Promise<Place> {
  const name = `tocsin_test_${process.pid}_${Date.now()}_${++databases}`;
  await queryAt(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    open: (opening = openRegister) => opening({ databaseUrl: url.href }),
    query: (sql) => queryAt(url.href, sql),
    remove: async () => {
      await queryAt(server, `drop database ${name} with (force)`);
    },
  };
}

async function queryAt(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return lastRows([await client.query(sql)].flat());
  } finally {
    await client.end();
  }
}

function lastRows(results: { rows: unknown[] }[]): Record<string, unknown>[] {
  return (results.at(-1)?.rows ?? []) as Record<string, unknown>[];
}
