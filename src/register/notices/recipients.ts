import { sql, type Kysely } from 'kysely';
import type { TextValues } from '../database/ledger';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';
import { FACTS_OF_CUSTOMER, type CustomerFacts } from '../scope/facts';
import type { DeliveryId } from '../../domain/primitives/parties';

/**
 * The names of one delivery's customer and account (their ids, if they have been deleted), and what the incident exposed of the customer's
 * data.
 */
export interface RecipientRow extends CustomerFacts {
  delivery: DeliveryId;
  customer: string;
  account: string;
  /** Of a text whose recipients were taken down: the name in it. */
  contact?: string;
  /** The customer's language. */
  language?: string;
  /** The customer's time zone, as IANA names it. */
  timeZone?: string;
}

export async function recipientsOf(db: Kysely<Schema>, ids: readonly DeliveryId[]): Promise<RecipientRow[]> {
  const { rows } = await sql<{
    delivery: DeliveryId;
    customer: string;
    account: string;
    language: string | null;
    timeZone: string | null;
    facts: CustomerFacts | null;
    approved: TextValues | null;
  }>`
    select d.id as delivery, coalesce(k.name, d.customer) as customer, coalesce(a.name, d.account) as account, k.language,
      k.time_zone as "timeZone", case when s.customer is not null then ${FACTS_OF_CUSTOMER} end as facts,
      case when d.text_sha256 is not null then d."values" end as approved
    from recipients d
      left join customers k on k.id = d.customer
      left join accounts a on a.id = d.account
      left join scope s on s.incident = d.subject and s.customer = d.customer
    where d.id = any(${ids}::text[])`.execute(db);
  return rows.map(({ facts, approved, timeZone, ...row }) => ({
    ...withoutNulls(row),
    ...(approved ?? { ...(timeZone !== null && { timeZone }), ...facts }),
  }));
}
