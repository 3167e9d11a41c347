import { sql, type RawBuilder } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { kindsWhere } from '../../domain/notices/kinds';
import { FACTS_OF_CUSTOMER } from '../scope/facts';
import { AFFECTED, RECEIVES } from '../scope/told';
import { mailTo } from './mail-rows';

const CLEARING = kindsWhere(({ audience }) => audience === 'cleared');
const RECALLING = kindsWhere(({ audience }) => audience === 'wrongly-told');

/** Of the rows `n` of notices and `s` of scope: whether the notice is still for the customer, as that is marked by now. */
export const STILL_FOR = sql<boolean>`(case when n.kind = any(${CLEARING}::text[]) then s.mark is not distinct from 'cleared'
  when n.kind = any(${RECALLING}::text[]) then s.mark is not null else s.mark is null end)`;

/** Of the rows `s` of scope, `k` of customers and `a` of accounts: what is said of the customer. */
export const OWN = sql`(jsonb_build_object('customer', k.name, 'account', a.name, 'timeZone', k.time_zone) || ${FACTS_OF_CUSTOMER})`;

/** Each contact that a notice goes to as things stand, of the customers in scope for whom `to` holds. */
export function asItStands(incident: IncidentId, notice: number, to: RawBuilder<boolean>) {
  return sql`
    select s.incident, ${notice}::integer as notice, c.id as contact, s.customer, a.id as account, c.email as address,
      ${mailTo(sql`s.incident`, sql`${notice}::integer`)} as mail, c.name, coalesce(c.language, k.language) as language, ${OWN} as own
    from scope s
      join customers k on k.id = s.customer
      join accounts a on ${AFFECTED}
      join contacts c on ${RECEIVES}
    where s.incident = ${incident} and ${to}`;
}
