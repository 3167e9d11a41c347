import { sql, type Transaction } from 'kysely';
import type { Schema } from '../database/schema';
import { toldByPerson } from '../scope/told';
import type { NoticeRef } from './delivery';

export interface Silent {
  /** Who neither opened nor answered it. */
  customers: number;
  /** Other contacts of theirs for whom it was planned. */
  planned: number;
  /** Customers of them whom only a person can try, with the first names of them. */
  forPerson: number;
  names: string[];
}

export type CountSilent = NoticeRef & {
  /** `contact`: their accounts' other contacts get the notice now, in the words that were approved for the account. */
  rung: 'contact' | 'person';
};

const NAMED = 20;

/** Customers in scope whose server took the notice, and from whom nothing came: no opening, no answer, no word to one of us. Idempotent. */
export async function countSilent(trx: Transaction<Schema>, asked: CountSilent): Promise<Silent> {
  if (asked.rung === 'contact') await planNext(trx, asked);
  const { rows } = await sql<{ customer: string; planned: number }>`
    with silent as materialized (${silentAccounts(asked)})
    select s.customer, (select count(*) from recipients r
        where r.subject = ${asked.incident} and r.number = ${asked.notice} and r.customer = s.customer and r.mail like '%/next/%') as planned
    from silent s group by s.customer order by s.customer`.execute(trx);
  const alone = asked.rung === 'contact' ? rows.filter(({ planned }) => planned === 0) : rows;
  return {
    customers: rows.length,
    planned: asked.rung === 'contact' ? rows.reduce((sum, { planned }) => sum + planned, 0) : 0,
    forPerson: alone.length,
    names: alone.slice(0, NAMED).map(({ customer }) => customer),
  };
}

/** Rows of their own, one mail for each account: what an account reads is approved for it, and for no other. */
async function planNext(trx: Transaction<Schema>, asked: CountSilent): Promise<void> {
  const { incident, notice } = asked;
  await sql`
    with silent as materialized (${silentAccounts(asked)}),
      first as materialized (
        select distinct on (r.account) r.* from recipients r
        where r.subject = ${incident} and r.number = ${notice} and r.state = 'accepted' and r.account in (select account from silent)
        order by r.account, r.id)
    insert into recipients (id, subject, number, customer, account, contact, endpoint, address, mail, name, language, state, "values", text_sha256)
    select f.subject || '/' || f.number || '/' || c.id, f.subject, f.number, f.customer, f.account, c.id, c.id, c.email,
      f.subject || '/' || f.number || '/next/' || f.account || '/' || lower(c.email), c.name, f.language, 'planned', f."values", f.text_sha256
    from first f join contacts c on c.account = f.account and not c.stale and c.ended_at is null
    where not exists (select from recipients g
      where g.subject = f.subject and g.number = f.number and g.customer = f.customer and lower(g.address) = lower(c.email))
    on conflict (subject, number, endpoint) do nothing`.execute(trx);
}

/** All who share a mailbox have opened what one of them has. */
function silentAccounts({ incident, notice }: NoticeRef) {
  return sql`
    select distinct r.customer, r.account from recipients r
      join scope s on s.incident = r.subject and s.customer = r.customer
      left join accounts a on a.id = r.account
    where r.subject = ${incident} and r.number = ${notice} and r.state = 'accepted' and r.usable and s.mark is null
      and ${toldByPerson('incident')} is null
      and not (r.customer = any(array(
        select k.customer from marks m join recipients k on k.id = m.recipient where ${isSign(incident, notice)}
        union select o.customer from marks m join recipients k on k.id = m.recipient join recipients o on o.mail = k.mail
          where ${isSign(incident, notice)}
        union select q.customer from questions q where q.incident = ${incident} and q.notice = ${notice})))`;
}

function isSign(incident: string, notice: number) {
  return sql`m.incident = ${incident} and m.notice = ${notice} and m.kind in ('opened', 'confirmed', 'question', 'replied')`;
}
