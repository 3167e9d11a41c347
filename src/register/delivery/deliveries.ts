import { sql, type Kysely, type Transaction } from 'kysely';
import { later, type Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { NoticeCounts } from '../../domain/notices/state';
import { cancelMarked, claimRows, takeOver, type Claim, type TakenOver, type TakeOver } from './claims';
import { cursorOf, sliceOf, positionOf } from '../read/cursor';
import { DELIVERY, type DeliveryOutcome, type DeliveryRow, type NoticeRef } from './delivery';
import { acceptLate } from './late-acceptance';
import { plan, progressOf, type Progress } from './plan';
import { recipientsOf, type RecipientRow } from './recipients';
import { bumpRevision, lockRevision, scopeOf } from '../scope/revisions';
import type { Schema } from '../database/schema';
import { learnOf } from '../database/statistics';
import { settleNotified } from '../scope/told';
import { withoutNulls } from '../database/values';

export interface Deliveries {
  /**
   * Plans one delivery per administrator whom the notice is for. Idempotent.
   * @throws RegisterConflict if the stored notice has another hash, or there is none
   */
  plan(notice: NoticeRef & { hash: string }): Promise<NoticeCounts>;
  /** Claims rows to send now; no other claim gets them. A fence names one attempt of one sender: every attempt needs a new one. */
  claim(claim: Claim): Promise<DeliveryRow[]>;
  /** The values for the placeholders in the deliveries' texts. */
  recipients(ids: readonly string[]): Promise<RecipientRow[]>;
  /** Call and await this right before the message goes to the server. False: another attempt has taken the row, do not send. */
  hand(id: string, fence: string, at: Instant, messageId?: string): Promise<boolean>;
  /** Ends an attempt, claimed or handed. False: another attempt has taken the row, and nothing changed. */
  finish(id: string, fence: string, outcome: DeliveryOutcome): Promise<boolean>;
  /**
   * A 250 that `fence` had stopped waiting for: it counts, even if another attempt has the row by then. False: the delivery had ended, and
   * nothing changed.
   */
  acceptLate(id: string, fence: string, acceptance: { words: string; at: Instant }): Promise<boolean>;
  /** Frees the rows that another fence left behind; those already handed over become possible repeats. */
  takeOver(claim: TakeOver): Promise<TakenOver>;
  progress(incident: IncidentId, notice: number): Promise<Progress>;
  /** Ordered by notice, then id. @throws BadCursor */
  list(
    incident: IncidentId,
    page: { notice?: number; limit: number; cursor?: string },
  ): Promise<{ rows: DeliveryRow[]; next?: string }>;
}

export function deliveriesIn(db: Kysely<Schema>): Deliveries {
  return {
    plan: async (notice) => {
      const counts = await db.transaction().execute((trx) => plan(trx, notice));
      await learnOf(db, counts.deliveries);
      return counts;
    },
    claim: (claim) => db.transaction().execute((trx) => claimRows(trx, claim)),
    recipients: (ids) => recipientsOf(db, ids),
    hand: (id, fence, at, messageId) => hand(db, id, fence, at, messageId),
    finish: (id, fence, outcome) => db.transaction().execute((trx) => finish(trx, id, fence, outcome)),
    acceptLate: (id, fence, acceptance) => db.transaction().execute((trx) => acceptLate(trx, id, fence, acceptance)),
    takeOver: (claim) => db.transaction().execute((trx) => takeOver(trx, claim)),
    progress: (incident, notice) => progressOf(db, incident, notice),
    list: (incident, page) => list(db, incident, page),
  };
}

async function hand(db: Kysely<Schema>, id: string, fence: string, at: Instant, messageId?: string): Promise<boolean> {
  const handed = await db
    .updateTable('deliveries')
    .set({ state: 'handed', handedAt: at, ...(messageId !== undefined && { messageId }) })
    .where('id', '=', id)
    .where('fence', '=', fence)
    .where('state', '=', 'claimed')
    .executeTakeFirst();
  return handed.numUpdatedRows > 0n;
}

async function finish(trx: Transaction<Schema>, id: string, fence: string, outcome: DeliveryOutcome): Promise<boolean> {
  const { state, words, at, nextAt } = outcome;
  const row = await trx
    .selectFrom('deliveries')
    .select(['incident', 'customer'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return false;
  if (state !== 'deferred') await lockRevision(trx, scopeOf(row.incident));
  const ended = await trx
    .updateTable('deliveries')
    .set({ state, serverWords: words, attempts: sql`attempts + 1` })
    .set(state === 'deferred' ? { nextAt: nextAt ?? at } : { finishedAt: sql<Instant>`greatest(${at}, handed_at)` })
    .where('id', '=', id)
    .where('fence', '=', fence)
    .where('state', 'in', ['claimed', 'handed'])
    .returning(['attempts as number', 'handedAt'])
    .executeTakeFirst();
  if (!ended) return false;
  await trx
    .insertInto('attempts')
    .values({ delivery: id, fence, outcome: state, words, endedAt: later(at, ended.handedAt ?? at), ...ended })
    .execute();
  if (state === 'deferred') await cancelMarked(trx, [{ id }]);
  if (state === 'accepted') await settleNotified(trx, row.incident, [row.customer], { reopen: false });
  if (state !== 'deferred') await bumpRevision(trx, scopeOf(row.incident));
  return true;
}

async function list(
  db: Kysely<Schema>,
  incident: IncidentId,
  { notice, limit, cursor }: { notice?: number; limit: number; cursor?: string },
): Promise<{ rows: DeliveryRow[]; next?: string }> {
  const name = `deliveries ${incident} ${notice ?? 'all'}`;
  let query = db.selectFrom('deliveries').select(DELIVERY).where('incident', '=', incident);
  if (notice !== undefined) query = query.where('notice', '=', notice);
  if (cursor !== undefined) {
    const [number, id] = positionOf(name, cursor, ['whole', 'text']);
    query = query.where(sql<boolean>`(notice, id) > (${number}::integer, ${id})`);
  }
  const rows = await query
    .orderBy('notice')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return sliceOf(rows.map(withoutNulls), limit, (row) => cursorOf(name, [row.notice, row.id]));
}
