import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { refoldAll } from './fold';
import { lockRebuild } from '../database/locks';
import type { PageBytes } from './page-bytes';
import { READ_TABLES } from './read-tables';
import type { Schema } from '../database/schema';

/** A table's contents: its number of rows, and one MD5 over all of them, independent of their order. */
interface Contents {
  rows: number;
  digest: string;
}

export interface Rebuilt {
  table: string;
  isSource: boolean;
  before: Contents;
  after: Contents;
  /** Rows of a read table that differed from what the pages give, were missing, or were too many. */
  differing: number;
}

export interface Rebuild {
  tables: Rebuilt[];
  /** Incidents whose pages cannot be read, and why: what is read of them stands as it did. */
  unreadable: { incident: IncidentId; why: string }[];
}

export async function rebuild(trx: Transaction<Schema>, bytes: PageBytes): Promise<Rebuild> {
  await lockRebuild(trx);
  const tables = await tablesIn(trx);
  const sources = tables.filter((table) => !isReadTable(table));
  await sql`lock table ${sql.join(sources.map((table) => sql.table(table)))} in share mode`.execute(trx);
  const before = await contentsOf(trx, tables);
  const known = tables.filter(isReadTable);
  await keepRows(trx, known);
  const unreadable: Rebuild['unreadable'] = [];
  await refoldAll(trx, bytes, async (incident, fault) => {
    unreadable.push({ incident, why: fault instanceof Error ? fault.message : String(fault) });
    for (const table of known) await putBack(trx, table, incident);
  });
  const differing = await differingIn(trx, known);
  const after = await contentsOf(trx, await tablesIn(trx));
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const rebuilt = all.map((table) => ({
    table,
    isSource: !isReadTable(table),
    before: before[table] ?? ABSENT,
    after: after[table] ?? ABSENT,
    differing: differing[table] ?? (isReadTable(table) ? (after[table]?.rows ?? 0) : 0),
  }));
  const changed = rebuilt.filter((one) => one.isSource && one.before.digest !== one.after.digest);
  if (changed.length > 0) throw new SourcesChanged(changed.map(({ table }) => table));
  return { tables: rebuilt, unreadable };
}

async function keepRows(trx: Transaction<Schema>, tables: string[]): Promise<void> {
  for (const table of tables) {
    await sql`create temporary table ${keptOf(table)} on commit drop as table ${sql.table(table)}`.execute(trx);
  }
}

/** A row of theirs is one process; it is not kept beside an incident. */
const KEYED_BY_ID = ['incidents', 'exercises'];

async function putBack(trx: Transaction<Schema>, table: string, incident: IncidentId): Promise<void> {
  const whose = sql.ref(KEYED_BY_ID.includes(table) ? 'id' : 'incident');
  await sql`insert into ${sql.table(table)} select * from ${keptOf(table)} where ${whose} = ${incident}`.execute(trx);
}

async function differingIn(trx: Transaction<Schema>, tables: string[]): Promise<Record<string, number>> {
  const differing: Record<string, number> = {};
  for (const table of tables) {
    const kept = linesOf(keptOf(table));
    const now = linesOf(sql.table(table));
    const { rows } = await sql<{ rows: number }>`
      select greatest(
        (select count(*) from ((${kept}) except all (${now})) gone),
        (select count(*) from ((${now}) except all (${kept})) new))::int as rows`.execute(trx);
    differing[table] = rows[0]?.rows ?? 0;
  }
  return differing;
}

function keptOf(table: string) {
  return sql.table(`kept_${table}`);
}

/** One MD5 per row. */
function linesOf(table: RawBuilder<unknown>) {
  return sql`select md5(t::text) as line from ${table} t`;
}

export class SourcesChanged extends Error {
  constructor(tables: string[]) {
    super(
      `The rebuild would have changed ${tables.join(', ')}, and was rolled back. This is a bug in Tocsin; please report it.`,
    );
  }
}

const ABSENT: Contents = { rows: 0, digest: 'absent' };

function isReadTable(table: string): boolean {
  return READ_TABLES.some(({ name }) => name === table);
}

/** Every table that is not folded from pages counts as a source, including those that later releases add. */
async function tablesIn(trx: Transaction<Schema>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name::text as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`.execute(trx);
  return rows.map(({ name }) => name);
}

async function contentsOf(trx: Transaction<Schema>, tables: string[]): Promise<Record<string, Contents>> {
  const contents: Record<string, Contents> = {};
  for (const table of tables) {
    const { rows } = await sql<Contents>`
      select count(*)::bigint as rows, md5(coalesce(string_agg(line, '' order by line collate "C"), '')) as digest
      from (${linesOf(sql.table(table))}) lines`.execute(trx);
    contents[table] = rows[0] ?? ABSENT;
  }
  return contents;
}
