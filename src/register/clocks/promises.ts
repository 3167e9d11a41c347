import { sql } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { kindsWhere } from '../../domain/notices/kinds';

const FOLLOWING_UP = kindsWhere(({ followsUp }) => followsUp === true);
const LAST = kindsWhere(({ final }) => final === 'given');

/**
 * Of each promise that a person kept for somebody: how many customers its notice was for, without those taken off since, and how many of them
 * have what it promised, from a person or by a later notice. A later notice has the greater number: one drafted before another went out is stale.
 */
export function promiseCounts(incident: IncidentId) {
  return sql`
    select obligation, count(*) as customers, count(kept_at) as kept, max(kept_at) as "lastKeptAt"
    from (
      select p.obligation, r.customer, least(${keptByPerson(incident)}, ${keptByNotice(incident)}) as kept_at
      from (${promisesKept(incident)}) p
        join lateral (${recipients(incident)}) r on true
        join scope s on s.incident = ${incident} and s.customer = r.customer and s.mark is null
    ) each group by obligation`;
}

function promisesKept(incident: IncidentId) {
  return sql`
    select distinct k.obligation, k.notice, k.field, coalesce(k.final, false) as final
    from told_by_person t, jsonb_to_recordset(t.keeps) as k(obligation text, notice integer, field text, final boolean)
    where t.incident = ${incident} and t.revoked_by is null`;
}

/** Looked up for each promise, so that a count without any reads none of them. */
function recipients(incident: IncidentId) {
  return sql`
    select customer from recipients where subject = ${incident} and number = p.notice and state <> 'cancelled'
    union
    select unnest(without_contact) from notices where incident = ${incident} and notice = p.notice`;
}

function keptByPerson(incident: IncidentId) {
  return sql`(
    select min(t.at) from told_by_person t
    where t.incident = ${incident} and t.customer = r.customer and t.revoked_by is null
      and t.keeps @> jsonb_build_array(jsonb_build_object('obligation', p.obligation)))`;
}

/** The first later notice that gives it and was accepted for each of the customer's accounts. */
function keptByNotice(incident: IncidentId) {
  return sql`(
    select min(q.at) from (
      select max(d.finished_at) as at from recipients d join notices n on n.incident = d.subject and n.notice = d.number
      where d.subject = ${incident} and d.customer = r.customer and d.number > p.notice and d.state <> 'cancelled'
        and n.kind = any(${FOLLOWING_UP}::text[]) and (not p.final or n.kind = any(${LAST}::text[]))
        and (p.field is null or n.facts -> p.field ->> 'status' in ('known', 'not-applicable'))
        and not r.customer = any(n.without_contact)
      group by d.number
      having (select bool_and(reached) from (
        select bool_or(e.state = 'accepted' and e.usable) as reached from recipients e
        where e.subject = ${incident} and e.number = d.number and e.customer = r.customer and e.state <> 'cancelled'
        group by e.account) accounts)
    ) q)`;
}
