import { sql, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';

/** So many within so many milliseconds. */
export interface Budget {
  count: number;
  withinMs: number;
}

/** Which budget a person has used up, and when there is room again. */
export interface Spent {
  spent: Budget;
  roomInMs: number;
}

/** Counted from the reports themselves, so that every process sees the same. */
export async function spentBy(
  trx: Transaction<Schema>,
  by: PersonId,
  at: Instant,
  budgets: readonly Budget[],
): Promise<Spent | undefined> {
  const counted = await Promise.all(budgets.map((budget) => used(trx, by, at, budget)));
  return counted.find((spent) => spent !== undefined);
}

async function used(trx: Transaction<Schema>, by: PersonId, at: Instant, budget: Budget): Promise<Spent | undefined> {
  const { rows } = await sql<{ count: number; roomInMs: number }>`
    select count(*) as count,
      ceil(extract(epoch from min(received_at) - ${since(at, budget)}) * 1000)::double precision as room_in_ms
    from (select received_at from reports where "by" = ${by} and received_at > ${since(at, budget)}
      order by received_at desc limit ${budget.count}) newest`.execute(trx);
  const [row] = rows;
  return row && row.count >= budget.count ? { spent: budget, roomInMs: row.roomInMs } : undefined;
}

function since(at: Instant, { withinMs }: Budget) {
  return sql`(${at}::timestamptz - ${withinMs} * interval '1 millisecond')`;
}
