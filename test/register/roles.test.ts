import { Client } from 'pg';
import { openRegister, type Register } from '../../src/register';
import { createDatabase, createEmptyDatabase, databaseServer, type Database } from '../support/database';
import { newIncident, notePage, NOON, openingPage } from './stories';

/** What whoever has the service's address would try, to change what only grows. */
const REWRITING: [string, string][] = [
  ['change a page', `update pages set chain = 'x'`],
  ['change nothing of a page', `update pages set chain = chain where false`],
  ['delete a page', 'delete from pages'],
  ['empty the pages', 'truncate pages'],
  ['empty them by another table', 'truncate recipients cascade'],
  ['disable the trigger', 'alter table pages disable trigger append_only'],
  ['disable all triggers', 'alter table pages disable trigger all'],
  ['drop the trigger', 'drop trigger append_only on pages'],
  ['be a replica, for which triggers are silent', `set session_replication_role = 'replica'`],
  ['be one by a function', `select set_config('session_replication_role', 'replica', false)`],
  ['drop the table', 'drop table pages cascade'],
  ['drop the schema', 'drop schema public cascade'],
  ['rename the table', 'alter table pages rename to pages_of_old'],
  ['change a column', `alter table pages alter column chain type text using ''`],
  ['make a rule', 'create rule lie as on select to pages do instead select 1'],
  ['make a rule that deletes', 'create rule go as on insert to pages do also delete from pages'],
  [
    'replace the function',
    'create or replace function pages_are_append_only() returns trigger language plpgsql as $$ begin return null; end $$',
  ],
  [
    'replace the other',
    'create or replace function table_is_append_only() returns trigger language plpgsql as $$ begin return null; end $$',
  ],
  ['make a function', `create function public.sha256(text) returns text language sql as $$ select '' $$`],
  ['make a trigger', 'create trigger mine before insert on pages for each row execute function table_is_append_only()'],
  ['own the table', 'alter table pages owner to current_user'],
  ['own the schema', 'alter schema public owner to current_user'],
  ['be the owner', 'set role tocsin'],
  ['be the owner of the session', 'set session authorization tocsin'],
  ['be made the owner', 'grant tocsin to current_user'],
  ['give oneself the right', 'grant update, delete on pages to current_user'],
  ['give it to all', 'grant all on pages to public'],
  ['be a superuser', 'alter role current_user superuser'],
  ['have a child who may', 'create role helper superuser login'],
  ['copy over them', `copy pages from program 'cat /dev/null'`],
  ['write a file of the server', `copy pages to '/tmp/pages'`],
  ['merge', `merge into pages p using (select 1) s on true when matched then delete`],
  [
    'insert over a page',
    `insert into pages (incident, sequence, bytes, sha256, chain) select incident, sequence, bytes, '', '' from pages on conflict (incident, sequence) do update set chain = excluded.chain`,
  ],
  ['lock all out', 'begin; lock table pages in access exclusive mode'],
  ['pass by the rows that may go', 'alter table access_log disable row level security'],
  ['let all rows go', 'create policy all_go on access_log for delete using (true)'],
  ['change a call', `update access_log set status = 200`],
  ['empty the calls', 'truncate access_log'],
  ['change an attempt', `update attempts set outcome = 'accepted'`],
  ["change a server's words", `update attempts set words = 'accepted'`],
  [
    "blank a server's words by way of an address",
    `update recipients set address = 'unknown'; update attempts set words = replace(words, 'unknown', 'erased')`,
  ],
  ['delete an attempt', 'delete from attempts'],
  ['destroy a data key', 'update data_keys set wrapped = null, destroyed_at = now()'],
  ['delete a data key', 'delete from data_keys'],
  [
    'say that an incident was erased',
    `insert into erased_incidents select 'INC-2025-0001', now(), now(), 'event', false, 1, now(), now(), 'me'`,
  ],
  ['change a leaf of the tree', `update tree set leaf = 'x'`],
  ['delete a subtree', 'delete from tree_nodes'],
  ['empty the checkpoints', 'truncate checkpoints'],
  ['say that nothing was migrated', 'delete from migrations'],
  [
    'work by the hand of who analyzes',
    `create or replace function learn_of_growth() returns void language sql as 'delete from pages'`,
  ],
  ['do as an index would', 'create index mine on pages (lower(chain))'],
  ['let others inherit', 'create table heirs () inherits (pages)'],
  ['write the catalogue', `update pg_class set relowner = (select oid from pg_roles where rolname = current_user)`],
];

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
  beforeAll(async () => {
    database = await createDatabase();
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

  test('deletes the calls that are old enough, and no other', async () => {
    const { rowCount } = await app.query('delete from access_log');
    const { rows } = await app.query('select route from access_log');
    expect({ rowCount, rows }).toEqual({ rowCount: 0, rows: [{ route: '/old' }, { route: '/new' }] });
  });

  test('knows that it may not rewrite, as the owner knows that it may', async () => {
    expect(await register.mayRewrite()).toBe(false);
    const owner = await openRegister({ databaseUrl: database.url });
    expect(await owner.mayRewrite()).toBe(true);
    await owner.close();
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
    return await rowsAt(database.url, sql);
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
