import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { DeliveryRow, NoticeRef } from './delivery';
import type { TextValues } from '../database/ledger';
import { inOneTrip } from '../database/one-trip';
import { PREPARED } from '../database/prepared';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';
import type { Nullable } from '../database/values';
import { STILL_FOR } from './whom';
import type { DeliveryId } from '../../domain/primitives/parties';

export type Claim = NoticeRef & {
  fence: string;
  limit: number;
  now: Instant;
  /** Which of the senders of the notice claims; 0 where there is one. */
  lane?: number;
  /** With it they are handed over by the same commit, before a byte of them leaves: the domain of their Message-IDs. */
  handedBy?: string;
  /** Begin after this endpoint among those that were never tried: what lies before it was claimed lately. */
  after?: string;
  /** Domains that take no more for now. */
  without?: readonly string[];
};

/** One mail: its first delivery, and those that go with it; and what it says of whom it is for, where that was approved. */
export type ClaimedMail = ClaimedRow & { also: DeliveryId[]; approved?: TextValues };

type ClaimedRow = Omit<DeliveryRow, 'nextAt' | 'handedAt' | 'finishedAt' | 'serverWords'>;

export type TakeOver = NoticeRef & {
  fence: string;
  lane?: number;
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
 * Claims mails, each the deliveries of the notice to one mailbox that are due together. Concurrent claims skip each other's locked rows: none
 * waits, and no row is claimed twice. Each mailbox has a first attempt before any has a second. Of a sending that is paused or stopped, none.
 */
export async function claimMails(db: Kysely<Schema>, claim: Claim): Promise<ClaimedMail[]> {
  for (;;) {
    const [, claimed] = await inOneTrip<{ found: boolean; taken: Taken[] }>(db.withoutPlugins(), [
      BY_INDEX,
      claiming(claim),
    ]);
    const { found = false, taken = [] } = claimed?.rows[0] ?? {};
    if (taken.length > 0 || !found) return mailsOf(claim, taken);
  }
}

/**
 * Of a notice among many the planner expects fewer rows than are claimed, whatever it knows: it would read all that is open, and sort it, for each
 * claim. By its indexes alone it reads on in their order, and stops. That plan holds for every notice, so it is made once: making it takes half as
 * long as the claim.
 */
export const BY_INDEX = sql<never>`${PREPARED}
  select set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true),
    set_config('plan_cache_mode', 'force_generic_plan', true)`;

/** By the first of its deliveries, whose id is the mail's. */
function mailsOf(claim: Claim, rows: Taken[]): ClaimedMail[] {
  const mails = new Map<string, ClaimedMail>();
  const isFirst = ({ id, first }: Taken) => (id === first ? 0 : 1);
  const inOrder = [...rows].sort((a, b) => isFirst(a) - isFirst(b) || (a.id < b.id ? -1 : 1));
  for (const row of inOrder) {
    const mail = mails.get(row.first);
    if (mail) mail.also.push(row.id);
    else mails.set(row.first, mailOf(claim, row));
  }
  return [...mails.values()].sort((a, b) => (a.contact < b.contact ? -1 : 1));
}

/** Of one form for all: what is read of each of many is found faster. */
function mailOf({ incident, notice, fence }: Claim, row: Taken): ClaimedMail {
  const { id, customer, account, contact, email, name, language, state, attempts, possibleRepeat } = row;
  const messageId = row.messageId ?? undefined;
  const approved = row.approved ?? undefined;
  return {
    ...{ id, incident, notice, customer, account, contact, email, name, language, state, attempts, possibleRepeat },
    ...{ fence, messageId, also: [], approved },
  };
}

/**
 * Cancels deliveries of customers who were taken out of scope, or who were cleared and are affected after all, and to contacts that ended: a
 * message that was under way then, and came back undelivered, is not sent again.
 * @returns the ids of the cancelled rows
 */
export async function cancelUnwanted(
  trx: Transaction<Schema>,
  among: readonly { id: DeliveryId }[],
): Promise<Set<DeliveryId>> {
  const { rows } = await cancelling(among.map(({ id }) => id)).execute(trx);
  return new Set(rows.map(({ id }) => id));
}

export function cancelling(ids: readonly DeliveryId[]) {
  return sql<{ id: DeliveryId }>`
    update recipients d set state = 'cancelled', next_at = null
    where d.id = any(${ids}::text[]) and d.state in ('planned', 'deferred') and ${UNWANTED}
    returning d.id`;
}

/** Of a row `d` of recipients. The contact is looked up by itself: of `exists` the planner may make a set of all contacts that ended. */
export const UNWANTED = sql`(
  (exists (select from scope s, notices n
    where s.incident = d.subject and s.customer = d.customer and n.incident = d.subject and n.notice = d.number
      and not ${STILL_FOR})) is true
  or (select c.ended_at is not null from contacts c where c.id = d.contact) is true)`;

export async function takeOver(trx: Transaction<Schema>, claim: TakeOver): Promise<TakenOver> {
  const { incident, notice, fence, lane = 0, now, yieldsTo = () => false } = claim;
  const held = await underWay(trx, { incident, notice }, lane);
  if (held.some((row) => row.fence !== null && yieldsTo(row.fence)))
    return { freed: 0, possibleRepeats: 0, superseded: true };
  const left = held.map(({ id }) => id);
  const freed = await trx
    .updateTable('recipients')
    .set({ state: 'planned' })
    .where('id', '=', anyOf(left))
    .where('fence', '<>', fence)
    .where('state', '=', 'claimed')
    .executeTakeFirst();
  const { rows } = await sql<{ id: DeliveryId }>`
    with repeats as (
      update recipients d set state = 'planned', possible_repeat = true, attempts = d.attempts + 1
      where id = any(${left}::text[]) and state = 'handed' and fence <> ${fence}
      returning id, attempts, fence, handed_at
    )
    insert into attempts (delivery, number, fence, outcome, handed_at, ended_at)
    select id, attempts, fence, 'unknown', handed_at, greatest(${now}::timestamptz, handed_at) from repeats
    returning delivery as id`.execute(trx);
  return { freed: Number(freed.numUpdatedRows), possibleRepeats: rows.length, superseded: false };
}

/** Of one lane; locked. */
async function underWay(trx: Transaction<Schema>, { incident, notice }: NoticeRef, lane: number) {
  const { rows } = await sql<{ id: DeliveryId; fence: string | null }>`
    select r.id, r.fence from open_recipients o join recipients r on r.id = o.recipient
    where o.subject = ${incident} and o.number = ${notice} and r.lane = ${lane} and r.state in ('claimed', 'handed')
    order by r.id for update of r`.execute(trx);
  return rows;
}

type Taken = { first: DeliveryId; approved: TextValues | null } & Nullable<Omit<ClaimedRow, keyof NoticeRef | 'fence'>>;

/**
 * In one statement, so that it is one round trip and one commit. `due` has also those that wait beside a locked first one, which nobody else
 * takes. Ids are looked up as arrays: the planner cannot know how few they are. Whatever must wait before its next copy is not handed over.
 */
function claiming(claim: Claim) {
  const { fence, lane = 0, now, handedBy, after = '', limit } = claim;
  // As a literal: of a limit that it does not know the planner expects a tenth of all rows, and plans anew for each.
  const most = sql.lit(limit);
  const atMost = sql`limit ${most} for update of d skip locked`;
  const isHanded = handedBy === undefined ? sql`false` : sql`not ${MUST_WAIT}`;
  return sql<{ found: boolean; taken: Taken[] }>`${PREPARED}
    with planned as materialized (
      ${dueOf(claim, sql`open_recipients o join recipients d on d.id = o.recipient`)} and d.state = 'planned'
      and o.subject = ${claim.incident} and o.number = ${claim.notice} and o.endpoint > ${after} order by o.endpoint ${atMost}
    ), deferred as materialized (
      ${dueOf(claim, sql`recipients d`)} and d.state = 'deferred' and d.next_at <= ${now}::timestamptz order by d.next_at ${atMost}
    ),
    found as (select * from planned union all select * from deferred limit ${most}),
    due as materialized (
      select d.id, d.mail, ${UNWANTED} as unwanted from recipients d
      where d.id = any(array(select id from found union
        select r.id from recipients r where r.mail = any(array(select mail from found)) and r.state in ('planned', 'deferred')))
    ), cancelled as (
      update recipients r set state = 'cancelled', next_at = null
      where r.id = any(array(select id from due where unwanted)) and r.state in ('planned', 'deferred')
    ), mails as materialized (
      select id, min(id) over (partition by coalesce(mail, id)) as first from due where not unwanted
    ), taken as (
      update recipients r set state = case when ${isHanded} then 'handed' else 'claimed' end, fence = ${fence}, lane = ${lane}, next_at = null,
        handed_at = case when ${isHanded} then ${now}::timestamptz end,
        message_id = case when ${isHanded} then '<' || encode(sha256(convert_to(m.first, 'UTF8')), 'hex') || '@' || ${handedBy ?? ''} || '>'
          else r.message_id end
      from mails m
      where r.id = m.id and r.id = any(array(select id from mails)) and r.state in ('planned', 'deferred')
      returning m.first, case when r.text_sha256 is not null then r."values" end as approved,
        ${sql.join(COLUMNS.map((column) => sql.raw(`r.${column}`)))}
    )
    select exists (select from due) as found, (select coalesce(json_agg(t), '[]') from taken t) as taken`;
}

/** One of each mail that is due: the first of its rows that wait, unless another of them is under way. */
function dueOf({ incident, notice, without = [] }: Claim, from: RawBuilder<unknown>) {
  return sql`
    select d.id, d.mail from ${from}
    where d.subject = ${incident} and d.number = ${notice} and d.channel = 'mail' and (exists (
        select from recipients o where o.mail = d.mail and o.id <> d.id
          and (o.state in ('claimed', 'handed') or o.state in ('planned', 'deferred') and o.id < d.id)
      )) is not true and ${goesOn({ incident, notice })} and d.domain <> all(${without}::text[])`;
}

/** Asked once for each claim. */
function goesOn({ incident, notice }: NoticeRef) {
  return sql`not exists (select from sendings
    where subject = ${incident} and number = ${notice} and (paused_at is not null or stopped_at is not null))`;
}

/**
 * A server that takes messages and never answers would be sent copy after copy. From the second repeat on, every other attempt is therefore
 * a wait as long as a deferral, and like deferrals these come to an end.
 */
const MUST_WAIT = sql`(r.possible_repeat and r.attempts > 0 and r.attempts % 2 = 0)`;

const COLUMNS = [
  ...['id', 'customer', 'account', 'contact', 'address as email', 'name', 'language', 'state', 'attempts'],
  ...['message_id as "messageId"', 'possible_repeat as "possibleRepeat"'],
];
