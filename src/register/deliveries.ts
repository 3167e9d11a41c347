import { sql, type Kysely, type Transaction } from 'kysely';
import { later, type Instant } from '../domain/instant';
import type { IncidentId, NoticeCounts } from '../domain/state';
import { cursorOf, pageOf, placeOf } from './cursor';
import { plan, progressOf, type Progress } from './plan';
import { recipientsOf, type RecipientRow } from './recipients';
import { bumpRevision, lockRevision, scopeOf } from './revisions';
import type { DeliveryState, Schema } from './schema';
import { settleTold } from './told';
import { withoutNulls } from './values';

export interface DeliveryRow {
  /** The same for the same contact and notice, always. */
  id: string;
  incident: IncidentId;
  notice: number;
  customer: string;
  account: string;
  contact: string;
  email: string;
  name: string;
  language: string;
  state: DeliveryState;
  fence?: string;
  nextAt?: Instant;
  /** Attempts that have ended, in whatever way. */
  attempts: number;
  messageId?: string;
  handedAt?: Instant;
  finishedAt?: Instant;
  serverWords?: string;
  /** An earlier attempt may have reached the server without our knowing. */
  possibleRepeat: boolean;
}

export interface DeliveryOutcome {
  state: 'accepted' | 'refused' | 'deferred';
  /** What the server said. */
  words: string;
  at: Instant;
  /** Needed with `deferred`: not before this instant again. */
  nextAt?: Instant;
}

interface NoticeRef {
  incident: IncidentId;
  notice: number;
}

export interface Deliveries {
  /**
   * One row for each administrator whom the notice goes to. Repeating it changes nothing.
   * @throws RegisterConflict if the stored notice has another hash, or there is none
   */
  plan(notice: NoticeRef & { hash: string }): Promise<NoticeCounts>;
  /** Rows to be sent now, which nobody else gets from here on. A fence names one run of one sender: a new attempt needs a new one. */
  claim(claim: NoticeRef & { fence: string; limit: number; now: Instant }): Promise<DeliveryRow[]>;
  /** What the deliveries' texts are filled in with. */
  recipients(ids: readonly string[]): Promise<RecipientRow[]>;
  /**
   * To be called, and awaited, right before the message goes to the server. False: the row is no longer ours, do not send.
   */
  hand(id: string, fence: string, at: Instant, messageId?: string): Promise<boolean>;
  /** The end of an attempt, claimed or handed. False: the row is no longer ours, and nothing changed. */
  finish(id: string, fence: string, outcome: DeliveryOutcome): Promise<boolean>;
  /** Frees the rows that another fence left behind; those it had handed over are marked as possible repeats. */
  takeOver(claim: TakeOver): Promise<TakenOver>;
  progress(incident: IncidentId, notice: number): Promise<Progress>;
  /** By notice, then id. @throws BadCursor */
  list(
    incident: IncidentId,
    page: { notice?: number; limit: number; cursor?: string },
  ): Promise<{ rows: DeliveryRow[]; next?: string }>;
}

export type TakeOver = NoticeRef & {
  fence: string;
  now: Instant;
  /** Whether that fence is a newer one than ours. */
  yieldsTo?: (fence: string) => boolean;
};

/** `superseded`: somebody newer holds rows, so that nothing was taken. */
export interface TakenOver {
  freed: number;
  possibleRepeats: number;
  superseded: boolean;
}

export function deliveriesIn(db: Kysely<Schema>): Deliveries {
  return {
    plan: (notice) => db.transaction().execute((trx) => plan(trx, notice)),
    claim: (claim) => db.transaction().execute((trx) => claimRows(trx, claim)),
    recipients: (ids) => recipientsOf(db, ids),
    hand: (id, fence, at, messageId) => hand(db, id, fence, at, messageId),
    finish: (id, fence, outcome) => db.transaction().execute((trx) => finish(trx, id, fence, outcome)),
    takeOver: (claim) => db.transaction().execute((trx) => takeOver(trx, claim)),
    progress: (incident, notice) => progressOf(db, incident, notice),
    list: (incident, page) => list(db, incident, page),
  };
}

type Claim = NoticeRef & { fence: string; limit: number; now: Instant };

/** Two claims at once pass each other by: neither waits for the rows of the other, nor gets one of them. */
async function claimRows(trx: Transaction<Schema>, claim: Claim): Promise<DeliveryRow[]> {
  const { incident, notice, fence, limit, now } = claim;
  await cancelMarked(trx, incident, notice);
  const rows = await trx
    .updateTable('deliveries')
    .set({ state: 'claimed', fence, nextAt: null, handedAt: null })
    .where('id', 'in', (due) =>
      due
        .selectFrom('deliveries')
        .select('id')
        .where('incident', '=', incident)
        .where('notice', '=', notice)
        .where((is) =>
          is.or([is('state', '=', 'planned'), is.and([is('state', '=', 'deferred'), is('nextAt', '<=', now)])]),
        )
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(DELIVERY)
    .execute();
  return rows.map(withoutNulls).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whose message was under way when he was taken out of scope, and came back undelivered, gets no second one. */
async function cancelMarked(trx: Transaction<Schema>, incident: IncidentId, notice: number): Promise<void> {
  await sql`
    update deliveries d set state = 'cancelled', next_at = null from scope s
    where d.incident = ${incident} and d.notice = ${notice} and d.state in ('planned', 'deferred')
      and s.incident = d.incident and s.customer = d.customer and s.mark is not null`.execute(trx);
}

const DELIVERY = [
  'id',
  'incident',
  'notice',
  'customer',
  'account',
  'contact',
  'email',
  'name',
  'language',
  'state',
  'fence',
  'nextAt',
  'attempts',
  'messageId',
  'handedAt',
  'finishedAt',
  'serverWords',
  'possibleRepeat',
] as const;

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
  if (state === 'accepted') await settleTold(trx, row.incident, [row.customer], { reopen: false });
  if (state !== 'deferred') await bumpRevision(trx, scopeOf(row.incident));
  return true;
}

async function takeOver(trx: Transaction<Schema>, claim: TakeOver): Promise<TakenOver> {
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

async function list(
  db: Kysely<Schema>,
  incident: IncidentId,
  { notice, limit, cursor }: { notice?: number; limit: number; cursor?: string },
): Promise<{ rows: DeliveryRow[]; next?: string }> {
  const name = `deliveries ${incident} ${notice ?? 'all'}`;
  let query = db.selectFrom('deliveries').select(DELIVERY).where('incident', '=', incident);
  if (notice !== undefined) query = query.where('notice', '=', notice);
  if (cursor !== undefined) {
    const [number, id] = placeOf(name, cursor, ['whole', 'text']);
    query = query.where(sql<boolean>`(notice, id) > (${number}::integer, ${id})`);
  }
  const rows = await query
    .orderBy('notice')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return pageOf(rows.map(withoutNulls), limit, (row) => cursorOf(name, [row.notice, row.id]));
}
