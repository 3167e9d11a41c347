import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { openRegister, type Register } from '../../src/register';
import { createDatabase, createEmptyDatabase, databaseServer, type Database } from '../support/database';
import { migratedFolder } from '../support/embedded';

/** A migrated register of its own for each kind of database, for the stories of one file. */
export interface Bench {
  readonly register: Register;
  /** Goes past the register, as somebody with access to the database could. Rows are those of the last statement. */
  query(sql: string): Promise<Record<string, unknown>[]>;
}

const kinds: [string, () => Promise<Place>][] = [['embedded', migratedEmbeddedPlace]];
if (databaseServer) kinds.push(['postgresql', migratedPostgresqlPlace]);

/** Where nothing is yet: always in an embedded one, and in PostgreSQL where the tests are given a server. */
export const eachPlace: [Register['kind'], () => Promise<Place>][] = [['embedded', embeddedPlace]];
if (databaseServer) eachPlace.push(['postgresql', postgresqlPlace]);

/** Tells the stories once for each kind of database. */
export function onEachRegister(title: string, stories: (bench: Bench) => void): void {
  describe.each(kinds)(`${title} (%s)`, (_kind, makePlace) => {
    let place: Place;
    let register: Register;
    beforeAll(async () => {
      place = await makePlace();
      register = await place.open();
    });
    afterAll(async () => {
      await register.close();
      await place.remove();
    });
    stories({
      get register() {
        return register;
      },
      query: (sql) => place.query(sql),
    });
  });
}

export interface Place {
  open(opening?: typeof openRegister): Promise<Register>;
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** Where others may connect too. */
  databaseUrl?: string;
  remove(): Promise<void>;
}

async function embeddedPlace(): Promise<Place> {
  return placeOf(await mkdtemp(join(tmpdir(), 'tocsin-register-')));
}

/** Where the tables are: in PostgreSQL where the tests are given a server, which is the faster. */
export async function migratedPlace(): Promise<Place> {
  return databaseServer ? await migratedPostgresqlPlace() : await migratedEmbeddedPlace();
}

export async function migratedPostgresqlPlace(): Promise<Place> {
  return placeIn(await createDatabase());
}

/** Where the tables are. */
export async function migratedEmbeddedPlace(): Promise<Place> {
  const folder = await migratedFolder();
  return { ...placeOf(folder), remove: () => rm(dirname(folder), { recursive: true }) };
}

function placeOf(folder: string): Place {
  let inUse: PGlite | undefined;
  return {
    open: async (opening = openRegister) => {
      const { register, database } = await openedWithDatabase(() => opening({ folder }));
      inUse = database;
      return register;
    },
    query: async (sql) => {
      if (inUse && !inUse.closed) return lastRows(await inUse.exec(sql));
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

/** The embedded database bears one opening at a time, so that whoever goes past an open register must use the register's own. */
async function openedWithDatabase(open: () => Promise<Register>): Promise<{ register: Register; database?: PGlite }> {
  const create = jest.spyOn(PGlite, 'create');
  try {
    const register = await open();
    return { register, database: await (create.mock.results[0]?.value as Promise<PGlite> | undefined) };
  } finally {
    create.mockRestore();
  }
}

export async function postgresqlPlace(): Promise<Place> {
  return placeIn(await createEmptyDatabase());
}

function placeIn({ url, drop }: Database): Place {
  return {
    databaseUrl: url,
    open: (opening = openRegister) => opening({ databaseUrl: url }),
    query: (sql) => queryAt(url, sql),
    remove: drop,
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
