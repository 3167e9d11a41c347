import { sql, type Kysely } from 'kysely';
import { cursorOf, positionOf, sliceOf } from '../read/cursor';
import type { Schema } from '../database/schema';
import { ADMINISTERS } from '../scope/told';
import type { Unreachable } from './customer';
import { HEAD, headOf } from './customer-reading';

export interface CustomerPage {
  limit: number;
  cursor?: string;
  /** Those that have ended, instead of those that stand. */
  ended?: boolean;
  /** Only those whom no notice could reach, or only the others. */
  unreachable?: boolean;
  /** In the name or the id. */
  q?: string;
}

/** Of the customers `k`: with an account that no administrator stands for whom a notice could reach, or without any account. */
const UNREACHABLE = sql<boolean>`coalesce((
  select bool_or(not exists (
    select from contacts c where ${ADMINISTERS}))
  from accounts a where a.customer = k.id and a.ended_at is null), true)`;

export async function listCustomers(
  db: Kysely<Schema>,
  { limit, cursor, ended = false, unreachable, q }: CustomerPage,
) {
  const name = `customers${ended ? ' ended' : ''}${unreachable === undefined ? '' : ` unreachable ${unreachable}`} ${q ?? ''}`;
  let found = db
    .selectFrom('customers as k')
    .select(HEAD)
    .where('endedAt', ended ? 'is not' : 'is', null);
  if (unreachable !== undefined) found = found.where(sql<boolean>`${UNREACHABLE} = ${unreachable}::boolean`);
  if (q !== undefined)
    found = found.where(sql<boolean>`position(lower(${q}::text) in lower(k.name || ' ' || k.id)) > 0`);
  if (cursor !== undefined) found = found.where('id', '>', positionOf(name, cursor, ['text'])[0]);
  const rows = await found
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return sliceOf(rows.map(headOf), limit, ({ id }) => cursorOf(name, [id]));
}

const CUSTOMERS_NAMED = 100;

export async function unreachableAmong(db: Kysely<Schema>, among: readonly string[]): Promise<Unreachable> {
  const { rows } = await sql<{ id: string }>`
    select id from customers k where id = any(${among}::text[]) and ended_at is null and ${UNREACHABLE} order by id`.execute(
    db,
  );
  const ids = rows.map(({ id }) => id);
  return { customers: ids.slice(0, CUSTOMERS_NAMED), more: Math.max(0, ids.length - CUSTOMERS_NAMED) };
}
