import { sql, type Kysely, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { CustomerKey } from '../../domain/scope/state';
import { recordsets } from '../database/parts';
import type { Schema } from '../database/schema';
import { comparedWithFile } from './facts';
import { rowsIn, saidIn } from './file-rows';
import type { CustomerId } from '../../domain/primitives/parties';

/** One row of a file: a customer, and what the file says of it. An empty value takes back what was said before. */
export type FileRow = { customer: CustomerId } & Partial<Record<CustomerKey, string>>;

/** What a file would come to. */
export interface FileDelta {
  /** Customers who come into scope. */
  added: number;
  /** Customers in scope whom the file does not name; they stay. */
  unnamed: number;
  /** Values that become others, and that are so already. */
  changed: number;
  same: number;
}

export interface ScopeFiles {
  /** The customers named whom the register does not have: how many, and the first of them. */
  unknown(customers: readonly CustomerId[]): Promise<{ count: number; first: string[] }>;
  /** What it would come to. With `as` it is kept for the incident to take up; the same file again changes nothing. */
  compare(incident: IncidentId, rows: readonly FileRow[], as?: FileKept): Promise<FileDelta>;
  has(incident: IncidentId, sha256: string, rows: number): Promise<boolean>;
}

export interface FileKept {
  file: string;
  sha256: string;
  by: PersonId;
  at: Instant;
}

export function scopeFilesIn(db: Kysely<Schema>): ScopeFiles {
  return {
    unknown: (customers) => unknown(db, customers),
    compare: (incident, rows, as) =>
      db.transaction().execute(async (trx) => {
        await stage(trx, rows);
        const delta = await compare(trx, incident);
        if (as) await keep(trx, { incident, rows: rows.length, ...as });
        return delta;
      }),
    has: async (incident, sha256, rows) => {
      const kept = db.selectFrom('scopeFiles').select('rows').where('incident', '=', incident);
      return (await kept.where('sha256', '=', sha256).executeTakeFirst())?.rows === rows;
    },
  };
}

const UNKNOWN_SHOWN = 1_000;

async function unknown(db: Kysely<Schema>, customers: readonly CustomerId[]) {
  const { rows } = await sql<{ customer: CustomerId; count: number }>`
    select customer, count(*) over () as count from unnest(${customers}::text[]) with ordinality given(customer, place)
    where not exists (select from customers where id = customer) order by place limit ${UNKNOWN_SHOWN}`.execute(db);
  return { count: rows[0]?.count ?? 0, first: rows.map(({ customer }) => customer) };
}

/** For the transaction alone. */
async function stage(trx: Transaction<Schema>, rows: readonly FileRow[]): Promise<void> {
  await sql`create temporary table file_parts (part integer, content text) on commit drop`.execute(trx);
  let part = 0;
  for (const content of recordsets(rows))
    await sql`insert into file_parts values (${(part += 1)}, ${content})`.execute(trx);
}

const STAGED = sql`select r.* from file_parts p cross join lateral (${rowsIn(sql`p.content`)}) r`;

async function compare(trx: Transaction<Schema>, incident: IncidentId): Promise<FileDelta> {
  const { changed, same } = await comparedWithFile(trx, incident, saidIn(STAGED));
  const { rows } = await sql<{ added: number; unnamed: number }>`
    with named as materialized (select r.customer from (${STAGED}) r),
      present as materialized (
        select customer from scope where incident = ${incident} and mark is distinct from 'removed' and mark is distinct from 'cleared')
    select (select count(*) from named where customer not in (select customer from present)) as added,
      (select count(*) from present where customer not in (select customer from named)) as unnamed`.execute(trx);
  return { ...(rows[0] ?? { added: 0, unnamed: 0 }), changed, same };
}

/** As one list: each part is one, too. */
async function keep(
  trx: Transaction<Schema>,
  { incident, file, sha256, rows, by, at }: FileKept & { incident: IncidentId; rows: number },
): Promise<void> {
  await sql`
    insert into scope_files (incident, sha256, file, rows, "by", at, content)
    select ${incident}, ${sha256}, ${file}, ${rows}::integer, ${by}, ${at}::timestamptz,
      '[' || string_agg(substr(content, 2, length(content) - 2), ',' order by part) || ']' from file_parts
    on conflict (incident, sha256) do nothing`.execute(trx);
}
