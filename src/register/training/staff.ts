import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import { openSlices } from '../../primitives/slices';
import { databaseNow, writeActs } from '../administration/story';
import { lockTraining } from '../database/locks';
import { recordsets } from '../database/parts';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';
import { cursorOf, positionOf, sliceOf } from '../read/cursor';
import { countLeft, eraseLeft } from './erasure';

export type StaffMember = Present<Selectable<Schema['staff']>>;
export type StaffInput = Pick<StaffMember, 'id' | 'name' | 'email' | 'department' | 'language' | 'roles'> & {
  manager?: string;
};

/** What a file changes: of each kind how many, and the first of them by id. */
export interface StaffDelta {
  joined: Changed;
  changed: Changed;
  left: Changed;
  unchanged: number;
}
interface Changed {
  count: number;
  first: string[];
}

/** `at` counts the rows of the file from 0. */
interface StaffFault {
  at: number;
  column: string;
  why: string;
}

/** `too-many-leave`: more than was agreed to. */
export type StaffStored =
  | ({ outcome: 'stored' } & StaffDelta)
  | { outcome: 'faulty'; faults: StaffFault[] }
  | ({ outcome: 'too-many-leave' } & StaffDelta);

export interface StaffQuery {
  limit: number;
  cursor?: string;
  department?: string;
  /** Those who have left, instead of those who are here. */
  left?: boolean;
}

export interface Staff {
  /** The whole staff, all or none: who is not in it has left. */
  import(
    rows: StaffInput[],
    how: { dryRun: boolean; source: string; leavers?: number },
    author: Author,
  ): Promise<StaffStored>;
  /** @throws BadCursor */
  list(query: StaffQuery): Promise<{ rows: StaffMember[]; next?: string }>;
  get(id: string): Promise<StaffMember | undefined>;
  /** Of those who left not after that instant: how many still have a name; and erases it. */
  countLeft(until: Instant): Promise<number>;
  eraseLeft(until: Instant, author: Author): Promise<number>;
}

export function staffIn(db: Kysely<Schema>): Staff {
  return {
    import: (rows, how, author) => db.transaction().execute((trx) => importStaff(trx, rows, how, author)),
    list: (query) => list(db, query),
    get: async (id) => {
      const row = await db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst();
      return row && withoutNulls(row);
    },
    countLeft: (until) => countLeft(db, until),
    eraseLeft: (until, author) => db.transaction().execute((trx) => eraseLeft(trx, until, author)),
  };
}

/** Beyond both of these a file is probably a part of the list, and whoever sends it says how many leave. */
const LEAVERS_SURE = 20;
const LEAVERS_PART = 0.1;
const SHOWN = 20;

async function importStaff(
  trx: Transaction<Schema>,
  rows: StaffInput[],
  { dryRun, source, leavers }: { dryRun: boolean; source: string; leavers?: number },
  author: Author,
): Promise<StaffStored> {
  const faults = await faultsIn(rows);
  if (faults.length > 0) return { outcome: 'faulty', faults };
  await stage(trx, rows);
  await lockTraining(trx);
  const delta = await deltaOf(trx);
  const here = delta.left.count + delta.changed.count + delta.unchanged;
  const isSure = delta.left.count <= Math.max(LEAVERS_SURE, LEAVERS_PART * here) || leavers === delta.left.count;
  if (!dryRun && !isSure) return { outcome: 'too-many-leave', ...delta };
  if (dryRun) return { outcome: 'stored', ...delta };
  const at = author.at ?? (await databaseNow(trx));
  await store(trx, at);
  const counts = { joined: delta.joined.count, changed: delta.changed.count, left: delta.left.count };
  await writeActs(trx, author, [
    { act: 'staff-imported', subject: 'staff', change: { ...counts, unchanged: delta.unchanged, source } },
  ]);
  return { outcome: 'stored', ...delta };
}

async function faultsIn(rows: StaffInput[]): Promise<StaffFault[]> {
  const [ids, emails] = [new Map<string, number>(), new Map<string, number>()];
  const all = new Set(rows.map(({ id }) => id));
  const faults: StaffFault[] = [];
  const pause = openSlices();
  for (const [at, { id, email, manager }] of rows.entries()) {
    faults.push(...seenBefore(ids, id, at, 'staff_id'), ...seenBefore(emails, email.toLowerCase(), at, 'email'));
    if (manager === id) faults.push({ at, column: 'manager', why: 'is the person itself' });
    if (manager !== undefined && !all.has(manager))
      faults.push({ at, column: 'manager', why: 'is the id of nobody in this file' });
    await pause();
  }
  return faults;
}

function seenBefore(seen: Map<string, number>, value: string, at: number, column: string): StaffFault[] {
  const before = seen.get(value);
  if (before === undefined) seen.set(value, at);
  return before === undefined ? [] : [{ at, column, why: 'stands in the file twice' }];
}

const COLUMNS = sql`id text, name text, email text, department text, manager text, language text, roles text[]`;

/** For the transaction alone. */
async function stage(trx: Transaction<Schema>, rows: StaffInput[]): Promise<void> {
  await sql`create temporary table given_staff (${COLUMNS}) on commit drop`.execute(trx);
  for (const part of recordsets(rows))
    await sql`insert into given_staff select * from json_to_recordset(${part}::json) as g(${COLUMNS})`.execute(trx);
}

async function deltaOf(trx: Transaction<Schema>): Promise<StaffDelta> {
  const { rows } = await sql<{ what: keyof StaffDelta; count: number; first: string[] }>`
    select what, count(*)::int as count, (array_agg(id order by id))[1:${SHOWN}] as first from (
      select coalesce(g.id, s.id) as id, case
        when g.id is null then 'left'
        when s.id is null then 'joined'
        when (s.name, s.email, s.department, s.manager, s.language, s.roles)
          is distinct from (g.name, g.email, g.department, g.manager, g.language, coalesce(g.roles, '{}')) then 'changed'
        else 'unchanged' end as what
      from given_staff g
        full join (select * from staff where left_at is null) s on s.id = g.id) delta
    group by what`.execute(trx);
  const of = (what: keyof StaffDelta) => {
    const found = rows.find((row) => row.what === what);
    return { count: found?.count ?? 0, first: found?.first ?? [] };
  };
  return { joined: of('joined'), changed: of('changed'), left: of('left'), unchanged: of('unchanged').count };
}

/** Who comes back has joined anew. */
async function store(trx: Transaction<Schema>, at: Instant): Promise<void> {
  await sql`
    insert into staff as s (id, name, email, department, manager, language, roles, joined_at)
    select g.id, g.name, g.email, g.department, g.manager, g.language, coalesce(g.roles, '{}'), ${at}::timestamptz from given_staff g
    on conflict (id) do update set name = excluded.name, email = excluded.email, department = excluded.department, manager = excluded.manager,
      language = excluded.language, roles = excluded.roles,
      joined_at = case when s.left_at is null then s.joined_at else excluded.joined_at end, left_at = null
    where s.left_at is not null or (s.name, s.email, s.department, s.manager, s.language, s.roles)
      is distinct from (excluded.name, excluded.email, excluded.department, excluded.manager, excluded.language, excluded.roles)`.execute(
    trx,
  );
  await sql`
    update staff s set left_at = ${at}::timestamptz
    where left_at is null and not exists (select from given_staff g where g.id = s.id)`.execute(trx);
}

async function list(db: Kysely<Schema>, { limit, cursor, department, left = false }: StaffQuery) {
  const name = `staff${left ? ' left' : ''} ${department ?? ''}`;
  let found = db
    .selectFrom('staff')
    .selectAll()
    .where('leftAt', left ? 'is not' : 'is', null);
  if (department !== undefined) found = found.where('department', '=', department);
  if (cursor !== undefined) found = found.where('id', '>', positionOf(name, cursor, ['text'])[0]);
  const rows = await found
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return sliceOf(rows.map(withoutNulls), limit, ({ id }) => cursorOf(name, [id]));
}
