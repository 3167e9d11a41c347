import { sql, type Transaction } from 'kysely';
import type { IncidentId, KeptTerms } from '../../domain/state';
import type { Schema } from '../database/schema';

/** So many customers are named; of a whole product there may be thousands. */
const KEPT_TERMS_NAMED = 10;

/** Whose contract has become shorter than the term they were added with, of those who are still to be told. */
export async function keptTermsOf(
  trx: Transaction<Schema>,
  incident: IncidentId,
  customers: string[],
): Promise<KeptTerms | undefined> {
  const { rows } = await sql<KeptTerms['first'][number]>`
    select customer, term_hours, contract_hours from scope join customers on id = customer
    where incident = ${incident} and customer = any(${customers}::text[])
      and contract_hours < term_hours and mark is null and told_at is null
    order by customer`.execute(trx);
  const first = rows.slice(0, KEPT_TERMS_NAMED);
  return rows.length > 0 ? { first, more: rows.length - first.length } : undefined;
}
