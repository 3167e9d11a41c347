import { sql } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { ADMINISTERS, AFFECTED } from './told';

/** So many customers are named; the list of the scope has them all. */
export const CUSTOMERS_NAMED = 10;

/** The state of the newest delivery to each contact in this incident, as a common table expression `newest`. */
export function newestDeliveries(incident: IncidentId) {
  return sql`newest as (
    select distinct on (contact) contact, address, state from recipients
    where subject = ${incident} order by contact, number desc
  )`;
}

/**
 * Of a row `s` of scope, beside `newest`: untold, with an account that no administrator stands for, or with no account at all. A contact whose
 * newest delivery in this incident was refused, at the address they still have, stands for none.
 */
export const UNREACHABLE = sql<boolean>`(s.mark is null and s.told_at is null and coalesce((
  select bool_or(not exists (
    select from contacts c where ${ADMINISTERS}
      and (c.id, c.email) not in (select n.contact, n.address from newest n where n.state = 'refused')))
  from accounts a where ${AFFECTED}), true))`;
