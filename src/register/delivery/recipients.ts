import { sql, type Kysely } from 'kysely';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';

/**
 * The names of one delivery's customer and account (their ids, if they have been deleted), and what the incident exposed of the customer's
 * data.
 */
export interface RecipientRow {
  delivery: string;
  customer: string;
  account: string;
  /** The customer's language. */
  language?: string;
  data?: string;
  volume?: string;
  exposure?: string;
}

type Nullable<T> = { [K in keyof T]-?: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] };

export async function recipientsOf(db: Kysely<Schema>, ids: readonly string[]): Promise<RecipientRow[]> {
  const { rows } = await sql<Nullable<RecipientRow>>`
    select d.id as delivery, coalesce(k.name, d.customer) as customer, coalesce(a.name, d.account) as account, k.language,
      s.data, s.volume, s.exposure
    from recipients d
      left join customers k on k.id = d.customer
      left join accounts a on a.id = d.account
      left join scope s on s.incident = d.subject and s.customer = d.customer
    where d.id = any(${ids}::text[])`.execute(db);
  return rows.map(withoutNulls);
}
