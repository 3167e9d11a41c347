import { sql, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import { lockIncidentsOf, noteNews } from '../scope/news';
import { cancelChanged } from '../notices/snapshots';
import { mailTo } from '../delivery/mail-rows';
import { settleNotified } from '../scope/told';
import type { AccountId, ContactId, CustomerId } from '../../domain/primitives/parties';

/** What is to end: ids, of customers with their accounts and contacts, of accounts with their contacts. */
export interface Ending {
  customers?: readonly CustomerId[];
  accounts?: readonly AccountId[];
  contacts?: readonly ContactId[];
}

/**
 * Ends what still stands of it. Nothing more is sent there, and what was is still told. Call with the customers locked.
 * @returns whose customers something ended
 */
export async function end(
  trx: Transaction<Schema>,
  { customers = [], accounts = [], contacts = [] }: Ending,
): Promise<string[]> {
  const { rows } = await sql<{ customer: CustomerId }>`
    with gone as (
      update customers set ended_at = now() where id = any(${customers}::text[]) and ended_at is null returning id
    ), closed as (
      update accounts set ended_at = now() where ended_at is null
        and (id = any(${accounts}::text[]) or customer = any(${customers}::text[])) returning id, customer
    ), left_us as (
      update contacts set ended_at = now() where ended_at is null and (id = any(${contacts}::text[])
        or account in (select id from accounts where id = any(${accounts}::text[]) or customer = any(${customers}::text[])))
      returning account
    )
    select id as customer from gone union select customer from closed
    union select a.customer from left_us l join accounts a on a.id = l.account
    order by customer`.execute(trx);
  return rows.map(({ customer }) => customer);
}

/** Brings the scopes of incidents in line with customers that changed, and says which they are. Call last, with the customers locked. */
export async function followUp(trx: Transaction<Schema>, customers: readonly CustomerId[]): Promise<IncidentId[]> {
  const incidents = await lockIncidentsOf(trx, customers);
  for (const incident of incidents) {
    await readdress(trx, incident, customers);
    await cancelEnded(trx, incident, customers);
    await settleNotified(trx, incident, customers, { reopen: false });
    await cancelChanged(trx, incident, customers);
    await noteNews(trx, incident);
  }
  return incidents;
}

/** What was not handed over yet goes to the address that is right now. */
async function readdress(
  trx: Transaction<Schema>,
  incident: IncidentId,
  customers: readonly CustomerId[],
): Promise<void> {
  await sql`
    update recipients d set address = c.email, mail = ${mailTo(sql`d.subject`, sql`d.number`)}, name = c.name from contacts c
    where d.subject = ${incident} and d.customer = any(${customers}::text[]) and d.state in ('planned', 'deferred')
      and c.id = d.contact and c.ended_at is null and (c.email, c.name) <> (d.address, d.name)`.execute(trx);
}

/**
 * To a contact that ended, or to whom notices do not go by now, nothing is sent that was not handed over yet. Where no other delivery of the notice is for the account, its customer is one whom the notice
 * does not reach, unless the account ended and the notice goes to another of theirs.
 */
async function cancelEnded(
  trx: Transaction<Schema>,
  incident: IncidentId,
  customers: readonly CustomerId[],
): Promise<void> {
  await sql`
    with cancelled as (
      update recipients d set state = 'cancelled', next_at = null from contacts c
      where d.subject = ${incident} and d.customer = any(${customers}::text[]) and d.state in ('planned', 'claimed', 'deferred')
        and c.id = d.contact and (c.ended_at is not null or (c.role <> 'administrator' and not exists (
          select from contacts m where m.account = d.account and m.role = 'administrator' and m.ended_at is null)))
      returning d.id, d.number as notice, d.customer, d.account
    ), missed as (
      select x.notice, array_agg(distinct x.customer) as customers
      from cancelled x join accounts a on a.id = x.account
      where not exists (
        select from recipients o where o.subject = ${incident} and o.number = x.notice and o.customer = x.customer
          and o.state <> 'cancelled' and o.id not in (select id from cancelled)
          and (o.account = x.account or a.ended_at is not null))
      group by x.notice
    )
    update notices n set without_contact = array(
      select distinct one from unnest(n.without_contact || m.customers) one order by one)
    from missed m where n.incident = ${incident} and n.notice = m.notice`.execute(trx);
}

/** Instead of an address that was erased, and of the name. */
const ERASED = 'erased';

/**
 * Erases name and address of a contact that has ended, here and on what was sent, where the mail server's words name it too. What was sent, and
 * when, stays.
 * @returns whether anything was left to erase
 */
export async function erase(trx: Transaction<Schema>, contact: ContactId): Promise<boolean> {
  // Attempts first: the table lets go of nothing but the address that its delivery still has.
  await sql`
    update attempts t set words = replace(t.words, d.address, ${ERASED})
    from recipients d where d.contact = ${contact} and t.delivery = d.id and strpos(t.words, d.address) > 0`.execute(
    trx,
  );
  await sql`
    update recipients set address = ${ERASED}, name = ${ERASED}, mail = null, "values" = null,
      server_words = replace(server_words, address, ${ERASED})
    where contact = ${contact}`.execute(trx);
  await eraseAsked(trx, contact);
  const { rows } = await sql`
    update contacts set name = ${ERASED}, email = ${ERASED}, erased_at = now()
    where id = ${contact} and erased_at is null returning id`.execute(trx);
  return rows.length > 0;
}

/** Whatever was asked of that mailbox, under whichever contact, and proposed of this contact. */
async function eraseAsked(trx: Transaction<Schema>, contact: ContactId): Promise<void> {
  await sql`
    with asked as (
      update contact_verifications v set address = ${ERASED} from contacts c
      where c.id = ${contact} and (v.contact = c.id or lower(v.address) = lower(c.email)) returning v.round, v.contact
    ), proposed as (
      update contact_proposals set name = null, email = null where contact = ${contact}
    )
    update recipients r set address = ${ERASED}, name = ${ERASED}, server_words = replace(server_words, address, ${ERASED})
    from asked where r.subject = asked.round and r.endpoint = asked.contact`.execute(trx);
}
