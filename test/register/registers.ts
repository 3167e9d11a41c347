import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { openRegister, type Register } from '../../src/register';
import { createDatabase, createEmptyDatabase, databaseServer, type Database, type Template } from '../support/database';
import { migratedFolder } from '../support/embedded';
import { isInTurn } from '../support/turns';

/** A migrated register of its own for each kind of database, for the stories of one file. */
export interface Bench {
  readonly register: Register;
  /** Has the owner of the tables act. */
  asOwner(act: (register: Register) => Promise<unknown>): Promise<void>;
  /** Goes past the register, as somebody with access to the database could. Rows are those of the last statement. */
  query(sql: string): Promise<Record<string, unknown>[]>;
}

type MakePlace = () => Promise<Place>;

/** Of one kind: where nothing is yet, and where the tables are. Always embedded ones, and PostgreSQL where the tests are given a server. */
export const eachPlace: [Register['kind'], MakePlace, MakePlace][] = [
  ['embedded', embeddedPlace, migratedEmbeddedPlace],
];
if (databaseServer) eachPlace.push(['postgresql', postgresqlPlace, () => migratedPostgresqlPlace()]);

/** Both are PostgreSQL, so that the embedded one, which loads itself anew for each file, has its turn: one file in so many for a commit. */
const EMBEDDED_IN_TURN = 8;

/** Recipients that ended and stand among the open ones, or are open and stand not there: whatever was told, there are none. */
const OPEN_ASTRAY = `
  select coalesce(r.id, o.recipient) as id, r.state from recipients r full join open_recipients o on o.recipient = r.id
  where (r.finished_at is null) is distinct from (o.recipient is not null) or r.id is null`;

/** PostgreSQL, and the embedded one in its turn. */
export function placesInTurn(title: string): typeof eachPlace {
  const isEmbeddedToo = !databaseServer || isInTurn(title, EMBEDDED_IN_TURN);
  return eachPlace.filter(([kind]) => kind === 'postgresql' || isEmbeddedToo);
}

/** Tells the stories once for each kind of database. */
export function onEachRegister(title: string, stories: (bench: Bench) => void): void {
  describe.each(placesInTurn(title))(`${title} (%s)`, (_kind, _makeEmptyPlace, makePlace) => {
    let place: Place;
    let register: Register;
    beforeAll(async () => {
      place = await makePlace();
      register = await place.open();
    });
    afterAll(async () => {
      const astray = await place.query(OPEN_ASTRAY);
      await register.close();
      await place.remove();
      expect(astray).toEqual([]);
    });
    stories({
      get register() {
        return register;
      },
      query: (sql) => place.query(sql),
      asOwner: (act) => actAsOwner(place, register, act),
    });
  });
}

/** The embedded database bears one opening at a time, and has one role. */
async function actAsOwner(place: Place, register: Register, act: (register: Register) => Promise<unknown>) {
  if (register.kind === 'embedded') {
    await act(register);
    return;
  }
  const owner = await place.openAsOwner();
  try {
    await act(owner);
  } finally {
    await owner.close();
  }
}

export interface Place {
  open(opening?: typeof openRegister): Promise<Register>;
  /** As the owner of its tables, where that is another role than the service's. */
  openAsOwner(opening?: typeof openRegister): Promise<Register>;
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** Where others may connect too. */
  databaseUrl?: string;
  folder?: string;
  remove(): Promise<void>;
}

async function embeddedPlace(): Promise<Place> {
  return placeOf(await mkdtemp(join(tmpdir(), 'tocsin-register-')));
}

/** Where the tables are: in PostgreSQL where the tests are given a server, which is the faster. */
export async function migratedPlace(): Promise<Place> {
  return databaseServer ? await migratedPostgresqlPlace() : await migratedEmbeddedPlace();
}

export async function migratedPostgresqlPlace(template?: Template): Promise<Place> {
  const database = await createDatabase(template);
  return placeIn(database, database.appUrl);
}

/** Where the tables are. */
export async function migratedEmbeddedPlace(): Promise<Place> {
  const folder = await migratedFolder();
  return { ...placeOf(folder), remove: () => rm(dirname(folder), { recursive: true }) };
}

function placeOf(folder: string): Place {
  let inUse: PGlite | undefined;
  const open = async (opening = openRegister) => {
    const { register, database } = await openedWithDatabase(() => opening({ folder }));
    inUse = database;
    return register;
  };
  return {
    folder,
    open,
    openAsOwner: open,
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
  const database = await createEmptyDatabase();
  return placeIn(database, database.url);
}

function placeIn({ url, drop }: Database, serviceUrl: string): Place {
  return {
    databaseUrl: url,
    open: (opening = openRegister) => opening({ databaseUrl: serviceUrl }),
    openAsOwner: (opening = openRegister) => opening({ databaseUrl: url }),
    query: (sql) => queryAt(url, sql),
    remove: drop,
  };
}

export async function queryAt(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
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
