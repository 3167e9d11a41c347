import { sql, type Kysely, type Transaction } from 'kysely';
import type { Schema } from '../database/schema';
import type { Again } from './again';
import type { NoticeRef } from './delivery';
import { heardFrom, planUntried, untriedContacts } from './untried';
import { planWebhooksUntried, untriedWebhooks } from './webhooks';
import type { CustomerId } from '../../domain/primitives/parties';

/** Where one customer of a notice can be tried further: `answered` needs none. */
export type NextRung = 'contact' | 'webhook' | 'nobody' | 'answered' | 'not-planned';

/** Plans a notice for the next rung of one customer: its other contacts, or else their webhooks. Once for each order. @returns how many */
export async function planNext(trx: Transaction<Schema>, { effect, customer, ...notice }: Again): Promise<number> {
  const tag = `${effect.replace(/^.*#/, '')}/`;
  const before = await plannedBy(trx, notice, tag);
  if (before > 0) return before;
  const contacts = await planUntried(trx, notice, accountsOf(notice, customer), tag);
  return contacts || (await planWebhooksUntried(trx, { ...notice, customer, suffix: `/next/${tag.slice(0, -1)}` }));
}

export async function nextRungOf(db: Kysely<Schema>, notice: NoticeRef, customer: CustomerId): Promise<NextRung> {
  const accounts = accountsOf(notice, customer);
  const { rows } = await sql<{ rung: NextRung }>`
    select case when not exists (${accounts}) then 'not-planned'
      when ${customer}::text = any(${heardFrom(notice)}) then 'answered'
      when exists (select from (${untriedContacts(notice, accounts)}) u) then 'contact'
      when exists (${untriedWebhooks(notice, customer)}) then 'webhook'
      else 'nobody' end as rung`.execute(db);
  return rows[0]?.rung ?? 'nobody';
}

async function plannedBy(trx: Transaction<Schema>, { incident, notice }: NoticeRef, tag: string): Promise<number> {
  const { rows } = await sql<{ planned: number }>`
    select count(*) as planned from recipients r where r.subject = ${incident} and r.number = ${notice}
      and (position(${`/next/${tag}`} in r.mail) > 0 or position(${`/next/${tag}`} in r.endpoint) > 0)`.execute(trx);
  return rows[0]?.planned ?? 0;
}

function accountsOf({ incident, notice }: NoticeRef, customer: CustomerId) {
  return sql`
    select o.account from recipients o where o.subject = ${incident} and o.number = ${notice} and o.customer = ${customer}`;
}
