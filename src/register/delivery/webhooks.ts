import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { TextValues } from '../database/ledger';
import type { Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';
import { UNWANTED } from './claims';
import type { NoticeRef } from './delivery';
import type { AccountId, ContactId, CustomerId, DeliveryId } from '../../domain/primitives/parties';

/** One notice to a contact's own program, and how it is signed. */
export interface ClaimedWebhook {
  id: DeliveryId;
  contact: ContactId;
  customer: CustomerId;
  account: AccountId;
  url: string;
  language: string;
  values?: TextValues;
  textSha256?: string;
  attempts: number;
  possibleRepeat: boolean;
  ringKey: string;
  generation: number;
  rotatedAt: Instant;
}

export type ClaimWebhooks = NoticeRef & { fence: string; now: Instant; limit: number };

/** No sender of mails takes what lies here. */
export const WEBHOOK_LANE = 1_000;
/** What was handed over so long ago by another sender has none any more. */
const ABANDONED_AFTER_MS = 60_000;

/** Of each planned mail to a contact that has one, a row for its webhook: the same words, with a link of its own. Idempotent. */
export async function planWebhooks(trx: Kysely<Schema>, notice: NoticeRef): Promise<void> {
  await insertWebhooks(trx, notice, sql`r.channel = 'mail' and r.state = 'planned'`);
}

/** Once more, of what a customer got: to the webhooks that its contacts have by now. `suffix` parts the rows from those before. @returns how many */
export async function planWebhooksAgain(
  trx: Kysely<Schema>,
  { customer, suffix, ...notice }: NoticeRef & { customer: CustomerId; suffix: string },
): Promise<number> {
  return await insertWebhooks(trx, notice, sql`r.customer = ${customer} and r.endpoint = r.contact`, suffix);
}

/** To those alone that the notice did not go to yet. @returns how many */
export async function planWebhooksUntried(
  trx: Kysely<Schema>,
  { customer, suffix, ...notice }: NoticeRef & { customer: CustomerId; suffix: string },
): Promise<number> {
  return await insertWebhooks(trx, notice, isUntried(customer), suffix);
}

export function untriedWebhooks({ incident, notice }: NoticeRef, customer: CustomerId) {
  return sql`
    select from recipients r join contact_webhooks w on w.contact = r.contact and w.gone_at is null
    where r.subject = ${incident} and r.number = ${notice} and ${isUntried(customer)}`;
}

/** Of the rows `r` of recipients and `w` of their webhooks. */
function isUntried(customer: CustomerId) {
  return sql<boolean>`(r.customer = ${customer} and r.endpoint = r.contact and not exists (select from recipients t
    where t.subject = r.subject and t.number = r.number and t.contact = r.contact and t.channel = 'webhook' and t.address = w.url))`;
}

async function insertWebhooks(
  trx: Kysely<Schema>,
  { incident, notice }: NoticeRef,
  which: RawBuilder<boolean>,
  suffix = '',
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into recipients (id, subject, number, customer, account, contact, endpoint, channel, address, name, language, state, "values", text_sha256, lane)
    select r.id || ${suffix} || '/webhook', r.subject, r.number, r.customer, r.account, r.contact, r.endpoint || ${suffix} || '/webhook', 'webhook',
      w.url, r.name, r.language, 'planned', r."values", r.text_sha256, ${WEBHOOK_LANE}
    from recipients r join contact_webhooks w on w.contact = r.contact and w.gone_at is null
    where r.subject = ${incident} and r.number = ${notice} and ${which}
    on conflict (subject, number, endpoint) do nothing`.execute(trx);
  return Number(numAffectedRows);
}

/**
 * Hands over what is due, by one commit before a byte of it leaves. What was cancelled as a mail goes by no other way. A copy of what a crash left
 * behind is a possible repeat, under the same id.
 */
export async function claimWebhooks(db: Kysely<Schema>, claim: ClaimWebhooks): Promise<ClaimedWebhook[]> {
  const { incident, notice, fence, now, limit } = claim;
  await cancelUnwanted(db, claim);
  const { rows } = await sql<Nullable<ClaimedWebhook>>`
    with due as (
      select d.id, d.state = 'handed' as is_left from recipients d
      where d.subject = ${incident} and d.number = ${notice} and d.channel = 'webhook' and (d.state = 'planned'
          or (d.state = 'deferred' and d.next_at <= ${now})
          or (d.state = 'handed' and d.fence <> ${fence}
            and d.handed_at < ${now}::timestamptz - ${ABANDONED_AFTER_MS} * interval '1 millisecond'))
        and not exists (select from recipients o where o.id = left(d.id, -length('/webhook')) and o.state = 'cancelled')
        and not exists (select from sendings s
          where s.subject = d.subject and s.number = d.number and (s.paused_at is not null or s.stopped_at is not null))
      order by d.endpoint limit ${limit} for update of d skip locked
    )
    update recipients r set state = 'handed', fence = ${fence}, handed_at = ${now}, next_at = null,
      possible_repeat = r.possible_repeat or due.is_left
    from due, contact_webhooks w
    where r.id = due.id and w.contact = r.contact and w.gone_at is null
    returning r.id, r.contact, r.customer, r.account, w.url, r.language, r."values", r.text_sha256, r.attempts, r.possible_repeat,
      w.ring_key, w.generation, w.rotated_at`.execute(db);
  return rows.map(withoutNulls);
}

/** What no webhook is left for, and what is no longer for its customer or contact: no sending waits for it. */
async function cancelUnwanted(db: Kysely<Schema>, { incident, notice }: NoticeRef): Promise<void> {
  await sql`
    update recipients d set state = 'cancelled', next_at = null
    where d.subject = ${incident} and d.number = ${notice} and d.channel = 'webhook' and d.state in ('planned', 'deferred')
      and (${UNWANTED} or not exists (select from contact_webhooks w where w.contact = d.contact and w.gone_at is null)
        or exists (select from recipients o where o.id = left(d.id, -length('/webhook')) and o.state = 'cancelled'))`.execute(
    db,
  );
}
