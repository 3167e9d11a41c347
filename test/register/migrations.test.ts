import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openRegister } from '../../src/register';
import { INITIAL } from '../../src/register/database/migrations/0001-initial';
import { REQUESTS } from '../../src/register/database/migrations/0002-requests';
import { UPKEEP } from '../../src/register/database/migrations/0003-upkeep';
import { CLOCKS } from '../../src/register/database/migrations/0004-clocks';
import { PACE } from '../../src/register/database/migrations/0005-pace';
import { DECLARATIONS } from '../../src/register/database/migrations/0006-declarations';
import { eachPlace, type Place } from './registers';

/** SHA-256 of the statements as they were released. None is ever changed: a new thought is a new migration, and a new line here. */
const RELEASED: [string, readonly string[], string][] = [
  ['0001-initial', INITIAL, '087e56936653a60f878426532af7cac6db7a5dcea6e8bcede1500e6408f9ed53'],
  ['0002-requests', REQUESTS, '3465baa47137ac894295ea54c3477a711b1b0b42b2e4f80cc15fda15c28e9161'],
  ['0003-upkeep', UPKEEP, '5c0601fc137d9f04a5cda33031ba8cafbc51ed26ced1636541d2bf2c4b1ebfeb'],
  ['0004-clocks', CLOCKS, '855b307e4c51619301a06056f6d13c51a98fe19df111689c929a593b7e22d6c4'],
  ['0005-pace', PACE, '2b4d27fa6078648e2b882b91f4a4170b4fc8521b168b7b89ea9f7e144a792d86'],
  ['0006-declarations', DECLARATIONS, 'ae8a1ac78a9a565381a857742331e69a0a4d16e179a1c209885df4a31ff22d0d'],
];

test('all that were released are held to their words', () => {
  const files = readdirSync(join(__dirname, '../../src/register/database/migrations'));
  expect(RELEASED.map(([name]) => `${name}.ts`)).toEqual(files.sort());
});

test.each(RELEASED)('migration %s is as it was released', (_name, statements, sha256) => {
  expect(createHash('sha256').update(JSON.stringify(statements)).digest('hex')).toBe(sha256);
});

// Either kind of database tells it; PostgreSQL is the faster to set up.
describe.each(eachPlace.slice(-1))('The tables of a register (%s)', (_kind, makePlace) => {
  let place: Place;
  let tables: Awaited<ReturnType<typeof tablesOf>>;
  beforeAll(async () => {
    place = await makePlace();
    await migrated(place, openRegister);
    tables = await tablesOf(place);
  });
  afterAll(() => place.remove());

  test('are those of its migrations, whatever read tables the program has that day', async () => {
    const other = await makePlace();
    await migrated(other, openingWithOneColumnMore());
    expect(await tablesOf(other)).toEqual(tables);
    await other.remove();
  });

  test('are the same after a rebuild', async () => {
    const register = await place.open();
    await register.pages.rebuild();
    await register.close();
    expect(await tablesOf(place)).toEqual(tables);
  });
});

async function migrated(place: Place, opening: typeof openRegister): Promise<void> {
  const register = await place.open(opening);
  await register.migrate();
  await register.close();
}

/** The program of a day on which each read table has a column more. */
function openingWithOneColumnMore(): typeof openRegister {
  const path = '../../src/register/journal/read-tables';
  const { READ_TABLES } = jest.requireActual<{ READ_TABLES: { name: string; create: string[] }[] }>(path);
  const grown = READ_TABLES.map(({ name, create }) => ({
    name,
    create: [...create, `alter table ${name} add column of_tomorrow text`],
  }));
  jest.doMock(path, () => ({ READ_TABLES: grown }));
  let opening = openRegister;
  jest.isolateModules(() => {
    opening = jest.requireActual<{ openRegister: typeof openRegister }>('../../src/register').openRegister;
  });
  jest.dontMock(path);
  return opening;
}

async function tablesOf(place: Place): Promise<Record<string, unknown>[]> {
  return await place.query(`
    select table_name::text as name, concat_ws(' ', ordinal_position, column_name, data_type, udt_name, collation_name,
      is_nullable, column_default, is_identity) as what
    from information_schema.columns where table_schema = 'public'
    union all select tablename, indexdef from pg_indexes where schemaname = 'public'
    union all select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace
    order by 1, 2`);
}
