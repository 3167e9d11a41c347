import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { DeliveryRow, NoticeRef } from './delivery';
import type { Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';
import { STILL_FOR } from './whom';

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

/** One mail: its first delivery, and those that go with it. */
export type ClaimedMail = DeliveryRow & { also: string[] };

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
export async function claimMails(trx: Transaction<Schema>, claim: Claim): Promise<ClaimedMail[]> {
  for (;;) {
    const due = await dueRows(trx, claim);
    const cancelled = await cancelUnwanted(trx, due);
    const wanted = due.filter(({ id }) => !cancelled.has(id)).map(({ id }) => id);
    if (wanted.length > 0 || due.length === 0) return mailsOf(await take(trx, claim, wanted));
  }
}

/** By the first of its deliveries, whose id is the mail's. */
function mailsOf(rows: Taken[]): ClaimedMail[] {
  const mails = new Map<string, ClaimedMail>();
  const isFirst = ({ id, first }: Taken) => (id === first ? 0 : 1);
  const inOrder = [...rows].sort((a, b) => isFirst(a) - isFirst(b) || (a.id < b.id ? -1 : 1));
  for (const { first, ...row } of inOrder) {
    const mail = mails.get(first);
    if (mail) mail.also.push(row.id);
    else mails.set(first, { ...withoutNulls(row), also: [] });
  }
  return [...mails.values()].sort((a, b) => (a.contact < b.contact ? -1 : 1));
}

/**
 * Cancels deliveries of customers who were taken out of scope, or who were cleared and are affected after all, and to contacts that ended: a
 * message that was under way then, and came back undelivered, is not sent again.
 * @returns the ids of the cancelled rows
 */
export async function cancelUnwanted(trx: Transaction<Schema>, among: readonly { id: string }[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update recipients d set state = 'cancelled', next_at = null
    where d.id = any(${among.map(({ id }) => id)}::text[]) and (
      (exists (select from scope s, notices n
        where s.incident = d.subject and s.customer = d.customer and n.incident = d.subject and n.notice = d.number
          and not ${STILL_FOR})) is true
      or (exists (select from contacts c where c.id = d.contact and c.ended_at is not null)) is true)
    returning d.id`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

export async function takeOver(trx: Transaction<Schema>, claim: TakeOver): Promise<TakenOver> {
  const { incident, notice, fence, lane = 0, now, yieldsTo = () => false } = claim;
  const held = await trx
    .selectFrom('recipients')
    .select('fence')
    .where('subject', '=', incident)
    .where('number', '=', notice)
    .where('lane', '=', lane)
    .where('state', 'in', ['claimed', 'handed'])
    .orderBy('id')
    .forUpdate()
    .execute();
  if (held.some((row) => row.fence !== null && yieldsTo(row.fence)))
    return { freed: 0, possibleRepeats: 0, superseded: true };
  const left = trx
    .updateTable('recipients')
    .where('subject', '=', incident)
    .where('number', '=', notice)
    .where('lane', '=', lane)
    .where('fence', '<>', fence);
  const freed = await left.set({ state: 'planned' }).where('state', '=', 'claimed').executeTakeFirst();
  const { rows } = await sql<{ id: string }>`
    with repeats as (
      update recipients d set state = 'planned', possible_repeat = true, attempts = d.attempts + 1
      where subject = ${incident} and number = ${notice} and lane = ${lane} and state = 'handed' and fence <> ${fence}
      returning id, attempts, fence, handed_at
    )
    insert into attempts (delivery, number, fence, outcome, handed_at, ended_at)
    select id, attempts, fence, 'unknown', handed_at, greatest(${now}::timestamptz, handed_at) from repeats
    returning delivery as id`.execute(trx);
  return { freed: Number(freed.numUpdatedRows), possibleRepeats: rows.length, superseded: false };
}

/** With those that wait beside a locked first one, which nobody else takes. */
async function dueRows(trx: Transaction<Schema>, claim: Claim): Promise<{ id: string }[]> {
  const planned = await dueOf(
    trx,
    claim,
    sql`d.state = 'planned' and d.endpoint > ${claim.after ?? ''} order by d.endpoint`,
    claim.limit,
  );
  const left = claim.limit - planned.length;
  const deferred = await dueOf(
    trx,
    claim,
    sql`d.state = 'deferred' and d.next_at <= ${claim.now} order by d.next_at`,
    left,
  );
  const first = [...planned, ...deferred];
  const mails = first.flatMap(({ mail }) => mail ?? []);
  if (mails.length === 0) return first;
  const { rows } = await sql<{ id: string }>`
    select id from recipients where mail = any(${mails}::text[]) and state in ('planned', 'deferred')
    union select unnest(${first.map(({ id }) => id)}::text[])`.execute(trx);
  return rows;
}

interface Due {
  id: string;
  mail: string | null;
}

/** One of each mail that is due: the first of its rows that wait, unless another of them is under way. */
async function dueOf(
  trx: Transaction<Schema>,
  { incident, notice, without = [] }: Claim,
  due: RawBuilder<unknown>,
  limit: number,
): Promise<Due[]> {
  if (limit === 0) return [];
  const { rows } = await sql<Due>`
    select d.id, d.mail from recipients d
    where d.subject = ${incident} and d.number = ${notice} and (exists (
        select from recipients o where o.mail = d.mail and o.id <> d.id
          and (o.state in ('claimed', 'handed') or o.state in ('planned', 'deferred') and o.id < d.id)
      )) is not true and ${goesOn} and d.domain <> all(${without}::text[]) and ${due}
    limit ${limit} for update of d skip locked`.execute(trx);
  return rows;
}

/** Of a row `d` of recipients. */
const goesOn = sql`not exists (select from sendings s
  where s.subject = d.subject and s.number = d.number and (s.paused_at is not null or s.stopped_at is not null))`;

type Taken = { first: string } & Nullable<DeliveryRow>;

/** Whatever must wait before its next copy is not handed over. */
async function take(trx: Transaction<Schema>, claim: Claim, ids: readonly string[]): Promise<Taken[]> {
  const { fence, lane = 0, now, handedBy } = claim;
  const isHanded = handedBy === undefined ? sql`false` : sql`not ${MUST_WAIT}`;
  const { rows } = await sql<Taken>`
    update recipients r set state = case when ${isHanded} then 'handed' else 'claimed' end, fence = ${fence}, lane = ${lane}, next_at = null,
      handed_at = case when ${isHanded} then ${now}::timestamptz end,
      message_id = case when ${isHanded} then '<' || encode(sha256(convert_to(m.first, 'UTF8')), 'hex') || '@' || ${handedBy ?? ''} || '>'
        else r.message_id end
    from (
      select id, min(id) over (partition by coalesce(mail, id)) as first from recipients where id = any(${ids}::text[])
    ) m
    where r.id = m.id
    returning m.first, ${sql.join(COLUMNS.map((column) => sql.raw(`r.${column}`)))}`.execute(trx);
  return rows;
}

/**
 * A server that takes messages and never answers would be sent copy after copy. From the second repeat on, every other attempt is therefore
 * a wait as long as a deferral, and like deferrals these come to an end.
 */
const MUST_WAIT = sql`(r.possible_repeat and r.attempts > 0 and r.attempts % 2 = 0)`;

const COLUMNS = [
  ...['id', 'subject as incident', 'number as notice', 'customer', 'account', 'contact', 'address as email', 'name'],
  ...['language', 'state', 'fence', 'next_at', 'attempts', 'message_id', 'handed_at', 'finished_at'],
  ...['server_words', 'possible_repeat'],
];
