import { sql, type Transaction } from 'kysely';
import type { IncidentId, NoticeKind } from '../domain/state';
import type { Schema } from './schema';

/** Kinds that tell a customer of the incident. */
const TELLING: readonly NoticeKind[] = ['initial', 'update', 'final'];
/** The kind that tells what was observed, where the incident is the customer's own. */
const OBSERVING: NoticeKind = 'event';

/** Kinds of which each account gets one, however often they are released. */
type FirstKind = 'initial' | 'event' | 'withdrawal';

/** Of the rows `s` of scope and `a` of accounts: whether the account is affected. */
export const AFFECTED = sql<boolean>`(a.customer = s.customer and (s.accounts is null or a.id = any(s.accounts)))`;

/** Of the rows `s` of scope and `a` of accounts: whether the account still lacks what a first notice of the kind would tell it. */
export function untold(kind: FirstKind) {
  return sql<boolean>`(not exists (${deliveriesOf(kind)} and t.state = 'accepted' and t.usable))`;
}

/** Likewise, whether no first notice is on its way there. Should that be refused in the end, the next one goes there. */
export function unaddressed(kind: FirstKind) {
  return sql<boolean>`(not exists (${deliveriesOf(kind)} and t.state in ('planned', 'claimed', 'handed', 'deferred')))`;
}

/** Of the rows `s` of scope and `a` of accounts: whether word of the incident came there, whatever became of the contact since. */
export function heard() {
  return sql<boolean>`(s.told_at is not null or exists (${deliveriesOf('initial')} and t.state = 'accepted'))`;
}

/** Customers who are owed the notice of a withdrawal, and when the last of the accounts that had heard was told of it. */
export function withdrawals(incident: IncidentId) {
  return sql`
    select s.customer, case when bool_and(w.told_at is not null) then max(w.told_at) end as told_at
    from scope s
      join accounts a on ${AFFECTED}
      left join lateral (
        select min(d.finished_at) as told_at
        from deliveries d join notices n on n.incident = d.incident and n.notice = d.notice
        where d.incident = s.incident and d.account = a.id and d.state = 'accepted' and d.usable and n.kind = 'withdrawal'
      ) w on true
    where s.incident = ${incident} and s.mark is null and ${heard()}
    group by s.customer`;
}

function deliveriesOf(kind: FirstKind) {
  const kinds = kind === 'initial' ? TELLING : [kind];
  return sql`
    select from deliveries t join notices tn on tn.incident = t.incident and tn.notice = t.notice
    where t.incident = s.incident and t.account = a.id and tn.kind = any(${kinds}::text[])`;
}

/**
 * Settles when customers became told: when the last of their affected accounts had its first acceptance; and likewise when they
 * were told what was observed. What is told stays told, even if the customer has opened another account since; with `reopen`, it
 * is judged anew.
 * @returns whether anything changed
 */
export async function settleTold(
  trx: Transaction<Schema>,
  incident: IncidentId,
  customers: readonly string[],
  { reopen }: { reopen: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    with judged as (
      select s.customer,
        case when bool_and(f.told is not null) then max(f.told) end as told,
        case when bool_and(f.observed is not null) then max(f.observed) end as observed
      from scope s
        left join accounts a on ${AFFECTED}
        left join lateral (${firstAcceptances()}) f on true
      where s.incident = ${incident} and s.customer = any(${customers}::text[])
      group by s.customer
    ), settled as (
      select s.customer,
        case when ${reopen}::boolean then j.told else coalesce(s.told_at, j.told) end as told,
        case when ${reopen}::boolean then j.observed else coalesce(s.observed_at, j.observed) end as observed
      from scope s join judged j using (customer) where s.incident = ${incident}
    )
    update scope set told_at = settled.told, observed_at = settled.observed
    from settled
    where scope.incident = ${incident} and scope.customer = settled.customer
      and (scope.told_at, scope.observed_at) is distinct from (settled.told, settled.observed)
    returning scope.customer`.execute(trx);
  return rows.length > 0;
}

function firstAcceptances() {
  return sql`
    select
      min(d.finished_at) filter (where n.kind = any(${TELLING}::text[])) as told,
      min(d.finished_at) filter (where n.kind = ${OBSERVING}) as observed
    from deliveries d join notices n on n.incident = d.incident and n.notice = d.notice
    where d.incident = s.incident and d.account = a.id and d.state = 'accepted' and d.usable`;
}
