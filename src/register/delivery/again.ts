import { sql, type Transaction } from 'kysely';
import type { Schema } from '../database/schema';
import type { NoticeRef } from './delivery';
import { planWebhooksAgain } from './webhooks';
import type { CustomerId } from '../../domain/primitives/parties';

export type Again = NoticeRef & {
  customer: CustomerId;
  /** What ordered it; it is planned once for each. */
  effect: string;
};

/**
 * Plans once more what a customer got of a notice, as it was approved: the mails, to the address that each contact has now, and what goes to the
 * webhooks of its contacts. They are rows of their own: when it was told stays when it was told.
 * @returns how many
 */
export async function planAgain(trx: Transaction<Schema>, again: Again): Promise<number> {
  const { effect, ...which } = again;
  const suffix = `/again/${effect.replace(/^.*#/, '')}`;
  return (await planMails(trx, again, suffix)) + (await planWebhooksAgain(trx, { ...which, suffix }));
}

async function planMails(
  trx: Transaction<Schema>,
  { incident, notice, customer }: Again,
  suffix: string,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into recipients (id, subject, number, customer, account, contact, endpoint, address, mail, name, language, state, "values", text_sha256)
    select r.id || ${suffix}::text, r.subject, r.number, r.customer, r.account, r.contact, r.endpoint || ${suffix}::text, c.email,
      r.mail || ${suffix}::text, r.name, r.language, 'planned', r."values", r.text_sha256
    from recipients r join contacts c on c.id = r.contact and c.ended_at is null and not c.stale
    where r.subject = ${incident} and r.number = ${notice} and r.endpoint = r.contact and r.mail in (
      select o.mail from recipients o
      where o.subject = ${incident} and o.number = ${notice} and o.customer = ${customer} and o.endpoint = o.contact)
    on conflict (subject, number, endpoint) do nothing`.execute(trx);
  return Number(numAffectedRows);
}

/** Whether the notice was planned for the customer. */
export async function wasPlannedFor(
  db: Pick<Transaction<Schema>, 'selectFrom'>,
  { incident, notice }: NoticeRef,
  customer: CustomerId,
): Promise<boolean> {
  const row = await db
    .selectFrom('recipients')
    .select('id')
    .where('subject', '=', incident)
    .where('number', '=', notice)
    .where('customer', '=', customer)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
