import { Client } from 'pg';
import { openRegister, type Register } from '../../../src/register';
import { RIGHTS } from '../../../src/register/database/rights';
import { createDatabase, createEmptyDatabase, databaseServer, type Database } from '../../support/database';
import { REWRITING } from '../journal/rewritings';
import { newIncident, notePage, NOON, openingPage } from '../stories';

/** Beside reading: what the role has on each table, and the columns where it may not change all of them. */
const HELD = `
  select c.relname::text as name, concat_ws(', ',
    case when has_table_privilege(c.oid, 'insert') then 'insert' end,
    case when has_table_privilege(c.oid, 'update') then 'update'
      else 'update (' || (select string_agg(a.attname, ', ' order by a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and has_column_privilege(c.oid, a.attnum, 'update')) || ')' end,
    case when has_table_privilege(c.oid, 'delete') then 'delete' end,
    case when has_table_privilege(c.oid, 'truncate, references, trigger') then 'more' end) as rights
  from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'v', 'p') order by 1`;

/** As the database says it. */
function inOrder(rights: string): string {
  return rights
    .replaceAll('"', '')
    .replace(/\((.*)\)/, (_, columns: string) => `(${columns.split(', ').sort().join(', ')})`);
}

const ATTEMPTED = [
  `insert into notices (incident, notice, kind, texts, facts, hash, composed_at) values ('INC-2026-0001', 1, 'initial', '{}', '{}', '', now())`,
  `insert into deliveries (id, incident, notice, customer, account, contact, email, name, language, state)
    values ('d1', 'INC-2026-0001', 1, 'c1', 'a1', 'k1', 'anna@customer.example', 'Anna', 'en', 'refused')`,
  `insert into attempts (delivery, number, fence, outcome, words, ended_at)
    values ('d1', 1, 'f1', 'refused', '550 anna@customer.example is unknown', now())`,
];

(databaseServer ? describe : describe.skip)('The role of the service', () => {
  let database: Database;
  let register: Register;
  let app: Client;
  let owner: Client;
  beforeAll(async () => {
    database = await createDatabase();
    owner = new Client({ connectionString: database.url });
    await owner.connect();
    register = await openRegister({ databaseUrl: database.appUrl });
    const incident = newIncident();
    await register.pages.append([openingPage(incident), notePage(incident, 2, 'two')]);
    await register.access.write({ at: NOON, method: 'GET', route: '/old', status: 401 });
    await asOwner(`insert into access_log (at, method, route, status) values (now(), 'GET', '/new', 401)`);
    for (const statement of ATTEMPTED) await asOwner(statement);
    app = new Client({ connectionString: database.appUrl });
    await app.connect();
  });
  afterAll(async () => {
    await app.end();
    await owner.end();
    await register.close();
    await database.drop();
  });

  test.each(REWRITING)('cannot %s', async (_what, statement) => {
    const before = await digest();
    await app.query(statement).then(
      // A grant of what one does not have is a warning, and grants nothing.
      ({ command }) => expect(command).toBe('GRANT'),
      (fault: unknown) =>
        expect(String(fault)).toMatch(/permission denied|must be (owner|superuser)|must have|append-only/),
    );
    await app.query('rollback');
    expect(await digest()).toEqual(before);
  });

  test('has rights on each table that a line names, and on no other', async () => {
    const { rows } = await app.query<{ name: string; rights: string }>(HELD);
    const unnamed = rows.filter(({ name }) => RIGHTS[name] === undefined).map(({ name }) => name);
    expect(unnamed).toEqual([]);
    expect(Object.keys(RIGHTS).sort()).toEqual(rows.map(({ name }) => name).sort());
    expect(rows).toEqual(rows.map(({ name }) => ({ name, rights: inOrder(RIGHTS[name] ?? '') })));
  });

  test('has none on a table that no line names', async () => {
    await asOwner('create table unnamed (id integer)');
    const migrating = await openRegister({ databaseUrl: database.url });
    await migrating.migrate(database.appUrl);
    await migrating.close();
    await expect(app.query('select from unnamed')).rejects.toThrow('permission denied');
    await asOwner('drop table unnamed');
  });

  test('deletes the calls that are old enough, and no other', async () => {
    const { rowCount } = await app.query('delete from access_log');
    const { rows } = await app.query('select route from access_log');
    expect({ rowCount, rows }).toEqual({ rowCount: 0, rows: [{ route: '/old' }, { route: '/new' }] });
  });

  test('deletes the parts of evidence that broke off, and none of what was kept', async () => {
    const [kept, broken] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    await asOwner(
      `insert into evidence_files (id, incident, sha256, bytes) values ('${kept}', 'INC-2026-0001', 'x', 1)`,
    );
    for (const file of [kept, broken])
      await app.query(
        `insert into evidence_parts (file, part, incident, sealed) values ('${file}', 0, 'INC-2026-0001', 'x')`,
      );
    await app.query('delete from evidence_parts');
    expect(await asOwner('select file from evidence_parts')).toEqual([{ file: kept }]);
  });

  test('knows that it may not rewrite, as the owner knows that it may', async () => {
    expect(await register.mayRewrite()).toBe(false);
    const mighty = await openRegister({ databaseUrl: database.url });
    expect(await mighty.mayRewrite()).toBe(true);
    await mighty.close();
  });

  async function digest() {
    return await asOwner(`select (select md5(string_agg(p::text, '' order by incident, sequence)) from pages p) as pages,
      (select md5(string_agg(a::text, '' order by id)) from access_log a) as calls,
      (select md5(string_agg(a::text, '' order by delivery)) from attempts a) as attempts,
      (select string_agg(relacl::text, ' ' order by relname) from pg_class) as rights,
      (select count(*)::int from pg_trigger where not tgisinternal and tgenabled = 'O') as triggers,
      (select count(*)::int from migrations) as migrations`);
  }

  async function asOwner(sql: string): Promise<unknown[]> {
    return (await owner.query(sql)).rows;
  }
});

(databaseServer ? describe : describe.skip)('Migrating as the owner', () => {
  let database: Database;
  let owner: Register;
  beforeAll(async () => {
    database = await createEmptyDatabase();
    owner = await openRegister({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await owner.close();
    await rowsAt(database.url, 'drop owned by tocsin_app_new; drop role tocsin_app_new');
    await database.drop();
  });

  test('makes the role of the service, which then connects by its password', async () => {
    const url = new URL(database.appUrl);
    url.username = 'tocsin_app_new';
    url.password = 'it%27s%20a%20pass';
    await owner.migrate(url.href);
    const register = await openRegister({ databaseUrl: url.href });
    expect(await register.mayRewrite()).toBe(false);
    await register.close();
  });

  test('gives it its rights again after the read tables were made anew', async () => {
    await owner.pages.rebuild();
    const [rights] = await rowsAt(
      database.url,
      `select has_table_privilege('tocsin_app_new', 'incidents', 'insert') as adds, has_table_privilege('tocsin_app_new', 'pages', 'delete') as deletes`,
    );
    expect(rights).toEqual({ adds: true, deletes: false });
  });

  test('refuses a service that has the owner as its role, or one as mighty', async () => {
    await expect(owner.migrate(database.url)).rejects.toThrow(/could still change the register's pages/);
  });
});

async function rowsAt(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return ([await client.query(sql)].flat().at(-1)?.rows ?? []) as unknown[];
  } finally {
    await client.end();
  }
}
