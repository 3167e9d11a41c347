import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { CustomerField } from '../../domain/scope/state';
import type { Schema } from '../database/schema';
import { record } from '../database/values';
import { comparedWithFile } from './facts';
import { rowsIn, saidIn } from './file-rows';

/** One row of a file: a customer, and what the file says of it. An empty value takes back what was said before. */
export type FileRow = { customer: string } & Partial<Record<CustomerField, string>>;

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
  /** The customers named whom the register does not have. */
  unknown(customers: readonly string[]): Promise<string[]>;
  /** @param content a JSON list of what `fileContent` makes of each row */
  compare(incident: IncidentId, content: string): Promise<FileDelta>;
  /** Keeps a file for the incident to take up. The same file again changes nothing. */
  keep(file: KeptFile): Promise<void>;
  has(incident: IncidentId, sha256: string, rows: number): Promise<boolean>;
}

export interface KeptFile {
  incident: IncidentId;
  file: string;
  sha256: string;
  rows: number;
  content: string;
  by: PersonId;
  at: Instant;
}

export function scopeFilesIn(db: Kysely<Schema>): ScopeFiles {
  return {
    unknown: (customers) => unknown(db, customers),
    compare: (incident, content) => compare(db, incident, sql`${content}`),
    keep: async (file) => {
      await db
        .insertInto('scopeFiles')
        .values(file)
        .onConflict((conflict) => conflict.columns(['incident', 'sha256']).doNothing())
        .execute();
    },
    has: async (incident, sha256, rows) => {
      const kept = db.selectFrom('scopeFiles').select('rows').where('incident', '=', incident);
      return (await kept.where('sha256', '=', sha256).executeTakeFirst())?.rows === rows;
    },
  };
}

/** One row as it is kept: of a long file each is written by itself, so that nothing else waits for all. */
export function fileContent(row: FileRow): string {
  return record(row);
}

async function unknown(db: Kysely<Schema>, customers: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ customer: string }>`
    select customer from unnest(${customers}::text[]) customer
    where not exists (select from customers where id = customer)`.execute(db);
  return rows.map(({ customer }) => customer);
}

async function compare(db: Kysely<Schema>, incident: IncidentId, content: RawBuilder<unknown>): Promise<FileDelta> {
  const { changed, same } = await comparedWithFile(db, incident, saidIn(rowsIn(content)));
  const { rows } = await sql<{ added: number; unnamed: number }>`
    with named as materialized (select r.customer from (${rowsIn(content)}) r),
      present as materialized (
        select customer from scope where incident = ${incident} and mark is distinct from 'removed' and mark is distinct from 'cleared')
    select (select count(*) from named where customer not in (select customer from present)) as added,
      (select count(*) from present where customer not in (select customer from named)) as unnamed`.execute(db);
  return { ...(rows[0] ?? { added: 0, unnamed: 0 }), changed, same };
}
