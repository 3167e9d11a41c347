import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import { Client } from 'pg';
import { UnfitRole } from './faults';
import { KEPT, RIGHTS } from './rights';
import type { Schema } from './schema';

/** Whom the service connects as: it adds and reads, owns nothing, and changes or deletes nothing of what only grows. */
export interface AppRole {
  name: string;
  password: string | undefined;
}

export function appRoleOf(databaseUrl: string): AppRole {
  const { user, password } = new Client({ connectionString: databaseUrl });
  return { name: user ?? '', password: typeof password === 'string' ? password : undefined };
}

/**
 * Makes the app role where there is none, and gives it its rights anew, so that a table of this release has them too.
 * @throws UnfitRole if it could still change what only grows, by other rights that it has
 */
export async function admitAppRole(trx: Transaction<Schema>, role: AppRole): Promise<void> {
  await createWhereMissing(trx, role);
  const [tables, schema] = [await tablesIn(trx), await schemaOf(trx)];
  for (const statement of rightsOf(role.name, tables, schema)) await sql.raw(statement).execute(trx);
  await refusePower(
    trx,
    role.name,
    tables.filter((table) => KEPT.includes(table)),
  );
}

/** Whether whoever is connected could change pages: then one role does everything. */
export async function mayRewrite(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select has_table_privilege('pages', 'update, delete, truncate, trigger') as may`.execute(db);
  return rows[0]?.may ?? false;
}

function rightsOf(name: string, tables: string[], schema: string): string[] {
  const role = quoted(name);
  return [
    // Servers older than PostgreSQL 15 let everybody create here.
    `revoke create on schema ${quoted(schema)} from public`,
    `grant usage on schema ${quoted(schema)} to ${role}`,
    `revoke all on all tables in schema ${quoted(schema)} from ${role}`,
    ...tables.flatMap((table) => {
      const rights = RIGHTS[table];
      if (rights === undefined) return [];
      return [`grant ${['select', rights].filter(Boolean).join(', ')} on ${quoted(table)} to ${role}`];
    }),
    `grant execute on function learn_of_growth() to ${role}`,
    // Read tables are dropped and made again.
    `alter default privileges in schema ${quoted(schema)} grant select, insert, update, delete on tables to ${role}`,
  ];
}

async function createWhereMissing(trx: Transaction<Schema>, { name, password }: AppRole): Promise<void> {
  const { rows } = await sql`select from pg_roles where rolname = ${name}`.execute(trx);
  if (rows.length > 0) return;
  const login = password === undefined ? '' : ` password '${scramVerifier(password)}'`;
  await sql.raw(`create role ${quoted(name)} login${login}`).execute(trx);
}

/** As PostgreSQL stores a password, so that the password itself comes into no log of the server (RFC 5803). */
function scramVerifier(password: string): string {
  const rounds = 4096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, rounds, 32, 'sha256');
  const keyed = (words: string) => createHmac('sha256', salted).update(words).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}

async function refusePower(trx: Transaction<Schema>, name: string, tables: string[]): Promise<void> {
  const { rows } = await sql<{ rewrites: boolean; creates: boolean; commands: boolean }>`
    select
      (select bool_or(has_table_privilege(r.oid, t, 'update, delete, truncate, trigger'))
        from unnest(${tables}::text[]) t) as rewrites,
      has_schema_privilege(r.oid, current_schema(), 'create') as creates,
      r.rolcreaterole or r.rolreplication or r.rolbypassrls as commands
    from pg_roles r where r.rolname = ${name}`.execute(trx);
  const [power] = rows;
  if (power && !power.rewrites && !power.creates && !power.commands) return;
  throw new UnfitRole(
    `The role ${name} of DATABASE_URL could still change the register's pages: it is the owner or a superuser, is a member of such a role, or may create roles or objects. Name a role of its own there; migrate makes one that does not exist.`,
  );
}

async function tablesIn(trx: Transaction<Schema>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename::text as name from pg_tables where schemaname = current_schema()
    union select viewname::text from pg_views where schemaname = current_schema() order by 1`.execute(trx);
  return rows.map(({ name }) => name);
}

async function schemaOf(trx: Transaction<Schema>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema()::text as name`.execute(trx);
  return rows[0]?.name ?? 'public';
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
