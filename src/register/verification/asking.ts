import { sql, type Kysely, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import { databaseNow, writeActs } from '../administration/story';
import { lockCustomers } from '../database/locks';
import type { Schema } from '../database/schema';
import { recordset, withoutNulls, type Nullable } from '../database/values';
import { mailingIn, type HandedMail, type Mailing, type SendingRef } from '../delivery/mailing';
import { ADMINISTERS } from '../scope/told';
import type { ContactId, CustomerId } from '../../domain/primitives/parties';

/** Whom a round asks. */
export interface Asked {
  /** Nobody who was asked after this instant. */
  askedBefore: Instant;
  /** Nobody whose address is newer than this. */
  addressBefore?: Instant;
  /** These alone. */
  customers?: readonly CustomerId[];
}

/** The mails' ids and the link of one who is asked. */
export type Marking = (
  round: string,
  contact: ContactId,
) => Record<'link' | 'ringKey' | 'message' | 'reminder', string>;

export interface VerificationMail extends HandedMail {
  contact: ContactId;
  customerName: string;
  ringKey: string;
}

export interface Asking extends Mailing {
  /** Asks whoever is due, a part of them at once. Undefined if nobody is. */
  open(asked: Asked, marking: Marking, author: Author): Promise<{ round: string; contacts: number } | undefined>;
  /** Plans one more mail to whoever was asked between these, and has not answered. Idempotent. */
  remind(askedAfter: Instant, askedBefore: Instant): Promise<void>;
  /** What has mails to send now. */
  due(now: Instant): Promise<SendingRef[]>;
  claim(ref: SendingRef, fence: string, limit: number, now: Instant): Promise<VerificationMail[]>;
}

export function askingIn(db: Kysely<Schema>): Asking {
  const inOne = <T>(act: (trx: Transaction<Schema>) => Promise<T>) => db.transaction().execute(act);
  return {
    ...mailingIn(db),
    open: (asked, marking, author) => inOne((trx) => open(trx, asked, marking, author)),
    remind: (after, before) => inOne((trx) => remind(trx, after, before)),
    due: (now) => due(db, now),
    claim: (ref, fence, limit, now) => inOne((trx) => claim(trx, ref, { fence, limit, now })),
  };
}

const CONTACTS_PER_ROUND = 5_000;

async function open(trx: Transaction<Schema>, asked: Asked, marking: Marking, author: Author) {
  await lockCustomers(trx);
  const at = author.at ?? (await databaseNow(trx));
  const mailboxes = await dueMailboxes(trx, asked);
  if (mailboxes.length === 0) return undefined;
  const round = await nextRound(trx, at);
  const rows = mailboxes.map((one) => ({ ...one, round, askedAt: at, ...marking(round, one.contact) }));
  await sql`
    insert into contact_verifications (round, contact, customer, address, link, ring_key, message, reminder, asked_at)
    select * from json_to_recordset(${recordset(rows)}::json)
      as v(round text, contact text, customer text, address text, link text, "ringKey" text, message text, reminder text, "askedAt" timestamptz)`.execute(
    trx,
  );
  await plan(trx, round, 1);
  const contacts = mailboxes.length;
  await writeActs(trx, author, [
    { act: 'contacts-asked', subject: `contact-verifications/${round}`, change: { contacts } },
  ]);
  return { round, contacts };
}

/** One mail a customer and mailbox, for whichever of its accounts. */
async function dueMailboxes(trx: Transaction<Schema>, { askedBefore, addressBefore, customers }: Asked) {
  const { rows } = await sql<{ customer: CustomerId; contact: ContactId; address: string }>`
    select a.customer, min(c.id) as contact, min(c.email) as address
    from contacts c join accounts a on ${ADMINISTERS} join customers k on k.id = a.customer
    where a.ended_at is null and k.ended_at is null ${customers ? sql`and a.customer = any(${customers}::text[])` : sql``}
      and not exists (select from contact_verifications v
        where v.customer = a.customer and lower(v.address) = lower(c.email) and v.asked_at > ${askedBefore}::timestamptz)
    group by a.customer, lower(c.email)
    ${addressBefore ? sql`having max(c.address_since) <= ${addressBefore}::timestamptz` : sql``}
    order by a.customer, lower(c.email) limit ${CONTACTS_PER_ROUND}`.execute(trx);
  return rows;
}

async function nextRound(trx: Transaction<Schema>, at: Instant): Promise<string> {
  const prefix = `VRF-${at.slice(0, 4)}-`;
  const { rows } = await sql<{ last: number | null }>`
    select max(substring(round from 10)::int) as last from contact_verifications where round like ${`${prefix}%`}`.execute(
    trx,
  );
  return `${prefix}${String((rows[0]?.last ?? 0) + 1).padStart(4, '0')}`;
}

/** The same mailbox under another contact is the same person: whoever is still reached by it is asked. */
async function plan(trx: Transaction<Schema>, round: string, number: number): Promise<void> {
  await sql`insert into sendings (subject, number, kind) values (${round}, ${number}, 'verification') on conflict do nothing`.execute(
    trx,
  );
  await sql`
    insert into recipients (id, subject, number, endpoint, address, name, language, state)
    select v.round || ${`/${number}/`}::text || v.contact, v.round, ${number}::integer, v.contact, c.email, c.name, coalesce(c.language, k.language), 'planned'
    from contact_verifications v join contacts c on c.id = v.contact join customers k on k.id = v.customer
    where v.round = ${round} and ${STILL_ASKED}
    on conflict (subject, number, endpoint) do nothing`.execute(trx);
}

/** Of a verification `v` and its contact `c`. */
const STILL_ASKED = sql<boolean>`(v.answered_at is null and c.ended_at is null and not c.stale and lower(c.email) = lower(v.address))`;

async function remind(trx: Transaction<Schema>, askedAfter: Instant, askedBefore: Instant): Promise<void> {
  await lockCustomers(trx);
  const { rows } = await sql<{ round: string }>`
    select distinct round from contact_verifications v
    where asked_at > ${askedAfter} and asked_at <= ${askedBefore} and answered_at is null
      and not exists (select from sendings s where s.subject = v.round and s.number = 2)`.execute(trx);
  for (const { round } of rows) await plan(trx, round, 2);
}

async function due(db: Kysely<Schema>, now: Instant): Promise<SendingRef[]> {
  const { rows } = await sql<SendingRef>`
    select distinct o.subject, o.number
    from sendings s join open_recipients o using (subject, number) join recipients r on r.id = o.recipient
    where s.kind = 'verification' and (r.state in ('planned', 'handed') or r.state = 'deferred' and r.next_at <= ${now}::timestamptz)
    order by o.subject, o.number`.execute(db);
  return rows;
}

async function claim(
  trx: Transaction<Schema>,
  { subject, number }: SendingRef,
  { fence, limit, now }: { fence: string; limit: number; now: Instant },
): Promise<VerificationMail[]> {
  const { rows } = await sql<Nullable<VerificationMail> & { wanted: boolean }>`
    with due as (
      select r.id, r.endpoint from open_recipients o join recipients r on r.id = o.recipient
      where o.subject = ${subject} and o.number = ${number}
        and (r.state = 'planned' or r.state = 'deferred' and r.next_at <= ${now}::timestamptz)
      order by o.endpoint limit ${limit} for update of r skip locked
    ), judged as (
      select due.id, ${STILL_ASKED} as wanted, v.ring_key, k.name as customer_name
      from due join contact_verifications v on v.round = ${subject} and v.contact = due.endpoint
        join contacts c on c.id = v.contact join customers k on k.id = v.customer
    )
    update recipients r set fence = ${fence}, next_at = null, state = case when j.wanted then 'handed' else 'cancelled' end,
      handed_at = case when j.wanted then ${now}::timestamptz end
    from judged j where j.id = r.id
    returning r.id, r.endpoint as contact, r.name, r.address, r.language, r.attempts, r.possible_repeat as "possibleRepeat", j.wanted,
      j.ring_key as "ringKey", j.customer_name as "customerName"`.execute(trx);
  return rows.filter(({ wanted }) => wanted).map(({ wanted: _, ...mail }) => withoutNulls(mail) as VerificationMail);
}
