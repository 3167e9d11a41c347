import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import { DELIVERY, type DeliveryRow, type NoticeRef } from './delivery';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';

export type Claim = NoticeRef & { fence: string; limit: number; now: Instant };

/** One mail: its first delivery, and those that go with it. */
export type ClaimedMail = DeliveryRow & { also: string[] };

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
 * Claims mails, each the deliveries of the notice to one mailbox that are due together. Concurrent claims skip each other's locked rows: none
 * waits, and no row is claimed twice. Each mailbox has a first attempt before any has a second.
 */
export async function claimMails(trx: Transaction<Schema>, claim: Claim): Promise<ClaimedMail[]> {
  for (;;) {
    const claimed = await claimDue(trx, claim);
    const cancelled = await cancelUnwanted(trx, claimed);
    const rows = claimed.filter(({ id }) => !cancelled.has(id));
    if (rows.length > 0 || claimed.length === 0) return mailsOf(rows);
  }
}

/** By the first of its deliveries, whose id is the mail's. */
function mailsOf(rows: Awaited<ReturnType<typeof claimDue>>): ClaimedMail[] {
  const mails = new Map<string, ClaimedMail>();
  for (const { mail: name, ...row } of [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const mail = mails.get(name ?? row.id);
    if (mail) mail.also.push(row.id);
    else mails.set(name ?? row.id, { ...(withoutNulls(row) as DeliveryRow), also: [] });
  }
  return [...mails.values()];
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
          and case when n.kind = 'clearance' then s.mark is distinct from 'cleared' else s.mark is not null end)) is true
      or (exists (select from contacts c where c.id = d.contact and c.ended_at is not null)) is true)
    returning d.id`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

export async function takeOver(trx: Transaction<Schema>, claim: TakeOver): Promise<TakenOver> {
  const { incident, notice, fence, now, yieldsTo = () => false } = claim;
  const held = await trx
    .selectFrom('recipients')
    .select('fence')
    .where('subject', '=', incident)
    .where('number', '=', notice)
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
    .where('fence', '<>', fence);
  const freed = await left.set({ state: 'planned' }).where('state', '=', 'claimed').executeTakeFirst();
  const { rows } = await sql<{ id: string }>`
    with repeats as (
      update recipients d set state = 'planned', possible_repeat = true, attempts = d.attempts + 1
      where subject = ${incident} and number = ${notice} and state = 'handed' and fence <> ${fence}
      returning id, attempts, fence, handed_at
    )
    insert into attempts (delivery, number, fence, outcome, handed_at, ended_at)
    select id, attempts, fence, 'unknown', handed_at, greatest(${now}::timestamptz, handed_at) from repeats
    returning delivery as id`.execute(trx);
  return { freed: Number(freed.numUpdatedRows), possibleRepeats: rows.length, superseded: false };
}

async function claimDue(trx: Transaction<Schema>, claim: Claim) {
  const planned = await dueOf(trx, claim, sql`d.state = 'planned' order by d.endpoint`, claim.limit);
  const left = claim.limit - planned.length;
  const deferred = await dueOf(
    trx,
    claim,
    sql`d.state = 'deferred' and d.next_at <= ${claim.now} order by d.next_at`,
    left,
  );
  return await claimWith(trx, claim, [...planned, ...deferred]);
}

interface Due {
  id: string;
  mail: string | null;
}

/** One of each mail that is due: the first of its rows that wait, unless another of them is under way. */
async function dueOf(
  trx: Transaction<Schema>,
  { incident, notice }: Claim,
  due: RawBuilder<unknown>,
  limit: number,
): Promise<Due[]> {
  if (limit === 0) return [];
  const { rows } = await sql<Due>`
    select d.id, d.mail from recipients d
    where d.subject = ${incident} and d.number = ${notice} and (exists (
        select from recipients o where o.mail = d.mail and o.id <> d.id
          and (o.state in ('claimed', 'handed') or o.state in ('planned', 'deferred') and o.id < d.id)
      )) is not true and ${goesOn} and ${due}
    limit ${limit} for update of d skip locked`.execute(trx);
  return rows;
}

/** Of a row `d` of recipients. */
const goesOn = sql`not exists (select from sendings s
  where s.subject = d.subject and s.number = d.number and (s.paused_at is not null or s.stopped_at is not null))`;

/** Nobody else takes the rows that wait beside a locked first one. */
async function claimWith(trx: Transaction<Schema>, { fence }: Claim, first: Due[]) {
  const mails = first.flatMap(({ mail }) => mail ?? []);
  return await trx
    .updateTable('recipients')
    .set({ state: 'claimed', fence, nextAt: null, handedAt: null })
    .where(
      sql<boolean>`id in (select unnest(${first.map(({ id }) => id)}::text[]) union
        select id from recipients where mail = any(${mails}::text[]) and state in ('planned', 'deferred'))`,
    )
    .returning([...DELIVERY, 'mail'])
    .execute();
}
