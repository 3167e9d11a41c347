import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Schema } from '../database/schema';
import type { NoticeRef } from './delivery';

/**
 * Plans a notice for contacts of `accounts` who did not get it yet. Rows of their own, one mail for each account: what an account reads is approved
 * for it, and for no other. `tag` parts the mails of one order from those of others. @returns how many
 */
export async function planUntried(
  trx: Transaction<Schema>,
  which: NoticeRef,
  accounts: RawBuilder<unknown>,
  tag = '',
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into recipients (id, subject, number, customer, account, contact, endpoint, address, mail, name, language, state, "values", text_sha256)
    select u.subject || '/' || u.number || '/' || u.contact, u.subject, u.number, u.customer, u.account, u.contact, u.contact, u.address,
      u.subject || '/' || u.number || '/next/' || ${tag}::text || u.account || '/' || lower(u.address), u.name, u.language, 'planned',
      u."values", u.text_sha256
    from (${untriedContacts(which, accounts)}) u
    on conflict (subject, number, endpoint) do nothing`.execute(trx);
  return Number(numAffectedRows);
}

/** Each with the words that the account was sent, if a server took them from any of its contacts. */
export function untriedContacts({ incident, notice }: NoticeRef, accounts: RawBuilder<unknown>) {
  return sql`
    with first as materialized (
      select distinct on (r.account) r.* from recipients r
      where r.subject = ${incident} and r.number = ${notice} and r.endpoint = r.contact and r.account in (${accounts})
      order by r.account, r.state <> 'accepted', r.id)
    select f.subject, f.number, f.customer, f.account, f.language, f."values", f.text_sha256, c.id as contact, c.email as address, c.name
    from first f join contacts c on c.account = f.account and not c.stale and c.ended_at is null
    where not exists (select from recipients g
      where g.subject = f.subject and g.number = f.number and (g.endpoint = c.id
        or (g.customer = f.customer and lower(g.address) = lower(c.email))))`;
}

/** Customers who opened or answered a notice. All who share a mailbox have opened what one of them has. */
export function heardFrom({ incident, notice }: NoticeRef) {
  const isSign = sql`m.incident = ${incident} and m.notice = ${notice} and m.kind in ('opened', 'confirmed', 'question', 'replied')`;
  return sql<string[]>`array(
    select k.customer from marks m join recipients k on k.id = m.recipient where ${isSign}
    union select o.customer from marks m join recipients k on k.id = m.recipient join recipients o on o.mail = k.mail where ${isSign}
    union select q.customer from questions q where q.incident = ${incident} and q.notice = ${notice})`;
}
