import { sql, type Transaction } from 'kysely';
import type { ChangedTerms } from '../../domain/scope/state';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import type { CustomerId } from '../../domain/primitives/parties';

/** So many customers are named; of a whole product there may be thousands. */
const CUSTOMERS_NAMED = 10;

/** Whose contract has other terms than those they were added with, of the customers who are still to be told. */
export async function changedTermsOf(
  trx: Transaction<Schema>,
  incident: IncidentId,
  customers: CustomerId[],
): Promise<ChangedTerms[]> {
  const { rows } = await sql<ChangedTerms>`
    select terms, contract, (array_agg(customer order by customer))[1:${sql.lit(CUSTOMERS_NAMED)}] as customers,
      greatest(count(*) - ${sql.lit(CUSTOMERS_NAMED)}, 0) as more
    from (
      select s.customer, s.terms, c.terms as contract from scope s join customers c on c.id = s.customer
      where s.incident = ${incident} and s.customer = any(${customers}::text[])
        and c.terms <> s.terms and s.mark is null and s.told_at is null
    ) changed
    group by terms, contract order by min(customer)`.execute(trx);
  return rows;
}
