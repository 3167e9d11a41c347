import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import { recordset } from '../database/values';
import type { DeliveryOutcome } from './delivery';
import type { CustomerId, DeliveryId } from '../../domain/primitives/parties';

/** Where a delivery belongs: the rows of one notice to one mailbox are one mail. */
export interface MailRow {
  id: DeliveryId;
  incident: IncidentId;
  notice: number;
  mail: string | null;
  messageId: string | null;
}

/** A delivery whose attempt has just ended. */
interface EndedRow {
  id: DeliveryId;
  customer: CustomerId;
  /** Of the attempt. */
  number: number;
  handedAt: Instant | null;
}

export async function mailOf(trx: Transaction<Schema>, id: DeliveryId): Promise<MailRow | undefined> {
  return await trx
    .selectFrom('recipients')
    .select(['id', sql<IncidentId>`subject`.as('incident'), 'number as notice', 'mail', 'messageId'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** As a set of ids, so that no planner reads the whole notice for it. */
export function sameMail({ id, mail }: MailRow) {
  return sql<boolean>`id in (select ${id}::text union select id from recipients where mail = ${mail}::text)`;
}

/** The name of the mail of a notice to a contact, a row `c`: case makes no other mailbox. */
export function mailTo(incident: RawBuilder<unknown>, notice: RawBuilder<unknown>) {
  return sql<string>`${incident} || '/' || ${notice} || '/' || lower(c.email)`;
}

export function customersOf(rows: readonly EndedRow[]): string[] {
  return [...new Set(rows.map(({ customer }) => customer))];
}

/** An answer is never dated before the handing over. As one parameter, for a mail may be of thousands of deliveries. */
export async function noteAttempts(
  trx: Transaction<Schema>,
  rows: readonly EndedRow[],
  { fence, outcome, words, at }: { fence: string; outcome: DeliveryOutcome['state']; words: string; at: Instant },
): Promise<void> {
  await sql`
    insert into attempts (delivery, number, fence, outcome, words, handed_at, ended_at)
    select id, number, ${fence}::text, ${outcome}::text, ${words}::text, "handedAt", greatest(${at}::timestamptz, "handedAt")
    from json_to_recordset(${recordset(rows)}::json) as ended(id text, number integer, "handedAt" timestamptz)`.execute(
    trx,
  );
}
