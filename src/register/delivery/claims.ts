import { sql, type SelectQueryBuilder, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import { DELIVERY, type DeliveryRow, type NoticeRef } from './delivery';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';

export type Claim = NoticeRef & { fence: string; limit: number; now: Instant };

export type TakeOver = NoticeRef & {
  fence: string;
  now: Instant;
  /** Whether the other fence is newer than ours. */
  yieldsTo?: (fence: string) => boolean;
};

/** `superseded`: a newer attempt holds rows, so nothing was taken. */
export interface TakenOver {
  freed: number;
  possibleRepeats: number;
  superseded: boolean;
}

/**
 * Concurrent claims skip each other's locked rows: none waits, and no row is claimed twice. Each contact has a first attempt before any has
 * a second.
 */
export async function claimRows(trx: Transaction<Schema>, claim: Claim): Promise<DeliveryRow[]> {
  for (;;) {
    const claimed = await claimDue(trx, claim);
    const cancelled = await cancelMarked(trx, claimed);
    const rows = claimed.filter(({ id }) => !cancelled.has(id));
    if (rows.length > 0 || claimed.length === 0) return rows.map(withoutNulls).sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/**
 * Cancels deliveries of customers who were taken out of scope: a message that was under way then, and came back undelivered, is not sent
 * again.
 * @returns the ids of the cancelled rows
 */
export async function cancelMarked(trx: Transaction<Schema>, among: readonly { id: string }[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update deliveries d set state = 'cancelled', next_at = null from scope s
    where d.id = any(${among.map(({ id }) => id)}::text[]) and s.incident = d.incident and s.customer = d.customer and s.mark is not null
    returning d.id`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

export async function takeOver(trx: Transaction<Schema>, claim: TakeOver): Promise<TakenOver> {
  const { incident, notice, fence, now, yieldsTo = () => false } = claim;
  const held = await trx
    .selectFrom('deliveries')
    .select('fence')
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .where('state', 'in', ['claimed', 'handed'])
    .orderBy('id')
    .forUpdate()
    .execute();
  if (held.some((row) => row.fence !== null && yieldsTo(row.fence)))
    return { freed: 0, possibleRepeats: 0, superseded: true };
  const left = trx
    .updateTable('deliveries')
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .where('fence', '<>', fence);
  const freed = await left.set({ state: 'planned' }).where('state', '=', 'claimed').executeTakeFirst();
  const { rows } = await sql<{ id: string }>`
    with repeats as (
      update deliveries d set state = 'planned', possible_repeat = true, attempts = d.attempts + 1
      where incident = ${incident} and notice = ${notice} and state = 'handed' and fence <> ${fence}
      returning id, attempts, fence, handed_at
    )
    insert into attempts (delivery, number, fence, outcome, handed_at, ended_at)
    select id, attempts, fence, 'unknown', handed_at, greatest(${now}::timestamptz, handed_at) from repeats
    returning delivery as id`.execute(trx);
  return { freed: Number(freed.numUpdatedRows), possibleRepeats: rows.length, superseded: false };
}

async function claimDue(trx: Transaction<Schema>, claim: Claim) {
  const planned = await claimFrom(trx, claim, (due) => due.where('state', '=', 'planned').orderBy('contact'));
  const left = { ...claim, limit: claim.limit - planned.length };
  const deferred = await claimFrom(trx, left, (due) =>
    due.where('state', '=', 'deferred').where('nextAt', '<=', claim.now).orderBy('nextAt'),
  );
  return [...planned, ...deferred];
}

type Ids = SelectQueryBuilder<Schema, 'deliveries', { id: string }>;

async function claimFrom(trx: Transaction<Schema>, { incident, notice, fence, limit }: Claim, due: (all: Ids) => Ids) {
  if (limit === 0) return [];
  return await trx
    .updateTable('deliveries')
    .set({ state: 'claimed', fence, nextAt: null, handedAt: null })
    .where('id', 'in', (all) =>
      due(all.selectFrom('deliveries').select('id').where('incident', '=', incident).where('notice', '=', notice))
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(DELIVERY)
    .execute();
}
