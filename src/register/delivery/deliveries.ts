import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { NoticeCounts } from '../../domain/notices/state';
import { claimMails, takeOver, type Claim, type ClaimedMail, type TakenOver, type TakeOver } from './claims';
import { cursorOf, sliceOf, positionOf } from '../read/cursor';
import { DELIVERY, type DeliveryOutcome, type DeliveryRow, type NoticeRef } from './delivery';
import { finish, finishAll, type EndedMail } from './finish';
import { acceptLate } from './late-acceptance';
import { planAgain, wasPlannedFor, type Again } from './again';
import { plan, progressOf, type Planned, type Progress } from './plan';
import { recipientsOf, type RecipientRow } from '../notices/recipients';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';
import { claimWebhooks, type ClaimedWebhook, type ClaimWebhooks } from './webhooks';
import { nextRungOf, planNext, type NextRung } from './next';
import { countSilent, type CountSilent, type Silent } from './silence';
import { learnOf } from '../database/statistics';
import { pause, stop } from './sendings';
import { withoutNulls } from '../database/values';
import type { CustomerId, DeliveryId } from '../../domain/primitives/parties';

/** What one sender has claimed of a notice. */
type Held = NoticeRef & { fence: string; lane: number };

export interface Deliveries {
  /**
   * Plans one delivery per contact whom the notice is for. Idempotent.
   * @throws RegisterConflict if the stored notice has another hash, or there is none
   */
  plan(notice: Planned): Promise<NoticeCounts>;
  /**
   * Claims mails to send now, one to a mailbox; no other claim gets them. A fence names one attempt of one sender: every attempt needs a new one.
   */
  claim(claim: Claim): Promise<ClaimedMail[]>;
  /** The values for the placeholders in the deliveries' texts. */
  recipients(ids: readonly DeliveryId[]): Promise<RecipientRow[]>;
  /**
   * Call and await this right before the message goes to the server, with the deliveries that it is for. False: another attempt has taken the mail,
   * or one of them is not to be sent any more, and then the others are due again: do not send.
   */
  hand(id: DeliveryId, fence: string, at: Instant, messageId?: string, also?: readonly DeliveryId[]): Promise<boolean>;
  /** Frees mails of which no byte has left: they are due again, unmarked. */
  release(ids: readonly DeliveryId[], fence: string): Promise<void>;
  /** Frees all that the fence holds, but for these. */
  releaseAllBut(begun: readonly DeliveryId[], held: Held): Promise<void>;
  /** Ends an attempt, claimed or handed, of the whole mail. False: another attempt has taken the row, and nothing changed. */
  finish(id: DeliveryId, fence: string, outcome: DeliveryOutcome): Promise<boolean>;
  /** Ends many of one notice by one commit. Of those that another attempt has taken, nothing changes. */
  finishAll(notice: NoticeRef, fence: string, ended: readonly EndedMail[]): Promise<void>;
  /** Sends nothing more of it until it goes on; what was handed over is not called back. */
  pause: (notice: NoticeRef) => Promise<void>;
  resume: (notice: NoticeRef) => Promise<void>;
  /** For good: what was not handed over is cancelled. */
  stop: (notice: NoticeRef) => Promise<void>;
  /** Plans once more what a customer got. @returns how many rows */
  planAgain(again: Again): Promise<number>;
  /** Plans it for whoever is next of one customer. @see planNext */
  planNext(next: Again): Promise<number>;
  nextRungOf(notice: NoticeRef, customer: CustomerId): Promise<NextRung>;
  wasPlannedFor(notice: NoticeRef, customer: CustomerId): Promise<boolean>;
  /** Hands over what is due to webhooks of contacts. @see claimWebhooks */
  claimWebhooks(claim: ClaimWebhooks): Promise<ClaimedWebhook[]>;
  /** Who neither opened nor answered a notice; on the rung of contacts, their other contacts get it. */
  countSilent(asked: CountSilent): Promise<Silent>;
  /**
   * A 250 that `fence` had stopped waiting for: it counts, even if another attempt has the mail by then. False: the delivery had ended, and
   * nothing changed.
   */
  acceptLate(id: DeliveryId, fence: string, acceptance: { words: string; at: Instant }): Promise<boolean>;
  /** Frees the rows that another fence left behind; those already handed over become possible repeats. */
  takeOver(claim: TakeOver): Promise<TakenOver>;
  progress(incident: IncidentId, notice: number): Promise<Progress>;
  /** Whether some are due for so many milliseconds, and none was sent meanwhile. */
  areStuck(milliseconds: number): Promise<boolean>;
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
    claim: (claim) => claimMails(db, claim),
    recipients: (ids) => recipientsOf(db, ids),
    hand: (id, fence, at, messageId, also = []) =>
      db.transaction().execute((trx) => hand(trx, [id, ...also], fence, at, messageId)),
    release: (ids, fence) => release(db, ids, fence),
    releaseAllBut: (begun, held) => releaseAllBut(db, begun, held),
    finish: (id, fence, outcome) => db.transaction().execute((trx) => finish(trx, id, fence, outcome)),
    finishAll: (notice, fence, ended) => finishAll(db, notice, fence, ended),
    pause: (notice) => pause(db, notice, sql`coalesce(paused_at, clock_timestamp())`),
    resume: (notice) => pause(db, notice, sql`null`),
    stop: (notice) => db.transaction().execute((trx) => stop(trx, notice)),
    planAgain: (again) => db.transaction().execute((trx) => planAgain(trx, again)),
    planNext: (next) => db.transaction().execute((trx) => planNext(trx, next)),
    nextRungOf: (notice, customer) => nextRungOf(db, notice, customer),
    wasPlannedFor: (notice, customer) => wasPlannedFor(db, notice, customer),
    claimWebhooks: (claim) => claimWebhooks(db, claim),
    countSilent: (asked) => db.transaction().execute((trx) => countSilent(trx, asked)),
    acceptLate: (id, fence, acceptance) => db.transaction().execute((trx) => acceptLate(trx, id, fence, acceptance)),
    takeOver: (claim) => db.transaction().execute((trx) => takeOver(trx, claim)),
    areStuck: (milliseconds) => areStuck(db, milliseconds),
    progress: (incident, notice) => progressOf(db, incident, notice),
    list: (incident, page) => list(db, incident, page),
  };
}

/** The fence is compared by the very update that hands the row over. */
async function hand(
  trx: Transaction<Schema>,
  ids: readonly DeliveryId[],
  fence: string,
  at: Instant,
  messageId?: string,
): Promise<boolean> {
  const ours = await trx
    .updateTable('recipients')
    .set({ state: 'handed', handedAt: at, ...(messageId !== undefined && { messageId }) })
    .where('id', '=', anyOf(ids))
    .where('fence', '=', fence)
    .where('state', 'in', ['claimed', 'handed'])
    .returning('id')
    .execute();
  if (ours.length === ids.length) return true;
  await release(
    trx,
    ours.map(({ id }) => id),
    fence,
  );
  return false;
}

async function release(db: Kysely<Schema>, ids: readonly DeliveryId[], fence: string): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('recipients')
    .set({ state: 'planned', handedAt: null })
    .where('id', '=', anyOf(ids))
    .where('fence', '=', fence)
    .where('state', 'in', ['claimed', 'handed'])
    .execute();
}

async function releaseAllBut(
  db: Kysely<Schema>,
  begun: readonly DeliveryId[],
  { incident, notice, fence, lane }: Held,
): Promise<void> {
  await sql`
    update recipients r set state = 'planned', handed_at = null from open_recipients o
    where o.subject = ${incident} and o.number = ${notice} and r.id = o.recipient
      and r.lane = ${lane} and r.fence = ${fence} and r.state in ('claimed', 'handed') and r.id <> all(${begun}::text[])`.execute(
    db,
  );
}

async function list(
  db: Kysely<Schema>,
  incident: IncidentId,
  { notice, limit, cursor }: { notice?: number; limit: number; cursor?: string },
): Promise<{ rows: DeliveryRow[]; next?: string }> {
  const name = `deliveries ${incident} ${notice ?? 'all'}`;
  let query = db.selectFrom('recipients').select(DELIVERY).where('subject', '=', incident);
  if (notice !== undefined) query = query.where('number', '=', notice);
  if (cursor !== undefined) {
    const [number, id] = positionOf(name, cursor, ['whole', 'text']);
    query = query.where(sql<boolean>`(number, id) > (${number}::integer, ${id})`);
  }
  const rows = await query
    .orderBy('number')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return sliceOf((rows as DeliveryRow[]).map(withoutNulls), limit, (row) => cursorOf(name, [row.notice, row.id]));
}

async function areStuck(db: Kysely<Schema>, milliseconds: number): Promise<boolean> {
  const since = sql`clock_timestamp() - ${milliseconds} * interval '1 millisecond'`;
  const { rows } = await sql<{ stuck: boolean }>`select case
    when exists (select from open_recipients o join recipients r on r.id = o.recipient
      where o.planned_at < ${since} and r.customer is not null
        and (r.state = 'planned' or (r.state = 'deferred' and r.next_at < ${since})))
    then not exists (select from attempts where ended_at > ${since})
    else false end as stuck`.execute(db);
  return rows[0]?.stuck ?? false;
}
