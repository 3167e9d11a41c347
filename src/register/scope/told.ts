import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { FIRST_AUDIENCES, KINDS, kindsThatTell, TELLINGS, type Telling } from '../../domain/notices/kinds';
import type { Contact } from '../../domain/scope/state';
import type { Schema } from '../database/schema';
import type { CustomerId } from '../../domain/primitives/parties';

/*
 * Told 1. A customer is told when each of its affected accounts has a usable contact whose server accepted a telling notice, or a person told
 *         the customer; at the last of these.
 * Told 2. What is told stays told, unless it is judged again on purpose (`reopen`).
 * Told 3. A customer without an account is never told by mail.
 */

const TELLING = kindsThatTell('incident');
const OBSERVING = kindsThatTell('observation');

/** Of the rows `a` of accounts and `c` of contacts: who stands for the account. Without one, a notice reaches nobody there. */
export const ADMINISTERS = sql<boolean>`(c.account = a.id and c.role = 'administrator' and not c.stale and c.ended_at is null)`;

/** Likewise, whom a notice goes to: the administrators, and beside one the contacts for privacy and security. */
export const RECEIVES = sql<boolean>`(c.account = a.id and not c.stale and c.ended_at is null and (c.role = 'administrator' or exists (
  select from contacts m where m.account = a.id and m.role = 'administrator' and not m.stale and m.ended_at is null)))`;

/** Of the rows `s` of scope and `a` of accounts: whether the account is affected. One that ended is, if it had word of the incident. */
export const AFFECTED = sql<boolean>`(a.customer = s.customer and (s.accounts is null or a.id = any(s.accounts))
  and (a.ended_at is null or (exists (
    select from recipients e where e.subject = s.incident and e.customer = a.customer and e.account = a.id and e.state = 'accepted')) is true))`;

/*
 * What was sent is looked up as one set, or by a subselect for each row, and joined nowhere: for an incident younger than the database's
 * statistics the planner expects one row, and joins thousands with thousands, each with each.
 */

/**
 * Of the rows `s` of scope and `a` of accounts: whether the account still lacks what a first notice of the kind would tell it. Whoever has no
 * account lacks it too.
 */
export function notYetNotified(incident: IncidentId, of: Telling) {
  return sql<boolean>`((a.id in (${accountsOf(incident, of)} and t.state = 'accepted' and t.usable)) is not true)`;
}

/** Likewise, whether no first notice is on its way there. Should that be refused in the end, the next one goes there. */
export function noDeliveryPending(incident: IncidentId, of: Telling) {
  const underWay = sql`t.state in ('planned', 'claimed', 'handed', 'deferred')`;
  return sql<boolean>`((a.id in (${accountsOf(incident, of)} and ${underWay})) is not true)`;
}

/** Of the rows `s` of scope and `a` of accounts: whether word of the incident came there, whatever became of the contact since. */
export function everNotified(incident: IncidentId) {
  return sql<boolean>`(s.told_at is not null or a.id in (${accountsOf(incident, 'incident')} and t.state = 'accepted'))`;
}

/** Customers who are owed a notice that takes back what they were told, and when the last of the accounts that had heard was told of it. */
export function recalls(incident: IncidentId, of: 'withdrawal' | 'clearance') {
  const owed = of === 'clearance' ? sql`s.mark = 'cleared'` : sql`s.mark is null`;
  return sql`
    select s.customer, case when bool_and(w.told_at is not null) then max(w.told_at) end as told_at
    from scope s
      left join accounts a on ${AFFECTED}
      left join lateral (
        select least(min(d.finished_at), ${toldByPerson(of)}) as told_at from recipients d
        where d.subject = s.incident and d.customer = a.customer and d.account = a.id and d.state = 'accepted' and d.usable
          and exists (${noticesOf(incident, of)}) and d.number in (${noticesOf(incident, of)})
      ) w on true
    where s.incident = ${incident} and ${owed} and ${everNotified(incident)}
    group by s.customer`;
}

/** To which a notice that counts as the first of the kind was addressed. */
function accountsOf(incident: IncidentId, of: Telling) {
  return sql`
    select t.account from recipients t
    where t.subject = ${incident} and t.number = any(array(${noticesOf(incident, of)}))`;
}

/** The numbers of the notices that count as the first of the kind. */
function noticesOf(incident: IncidentId, of: Telling) {
  return sql`select n.notice from notices n where n.incident = ${incident} and n.kind = any(${kindsThatTell(of)}::text[])`;
}

/** The numbers of the notices that tell what the given one tells: of some kinds an account gets one, by whichever notice. */
export function tellingTheSame(incident: IncidentId, notice: number) {
  const each = TELLINGS.map((of) => {
    const once = kindsThatTell(of).filter((kind) => FIRST_AUDIENCES.includes(KINDS[kind].audience));
    return sql`given.kind = any(${once}::text[]) and n.kind = any(${kindsThatTell(of)}::text[])`;
  });
  return sql`
    select n.notice from notices n join notices given on given.incident = n.incident and given.notice = ${notice}
    where n.incident = ${incident} and (n.notice = given.notice or ${sql.join(each, sql` or `)})`;
}

/**
 * Settles when customers became told: when the last of their affected accounts had its first acceptance; and likewise when they
 * were told what was observed. What is told stays told, even if the customer has opened another account since; with `reopen`, it
 * is judged again.
 */
export async function settleNotified(
  trx: Transaction<Schema>,
  incident: IncidentId,
  customers: readonly CustomerId[],
  { reopen }: { reopen: boolean },
): Promise<void> {
  if (customers.length > 0) await settling(incident, among(customers), { reopen }).execute(trx);
}

/** `whom`: what a customer must be equal to. */
export function settling(incident: IncidentId, whom: RawBuilder<unknown>, { reopen }: { reopen: boolean }) {
  return sql`
    update scope s set (told_at, observed_at, told_by_person) = (
      select
        case when ${reopen}::boolean then j.told else coalesce(s.told_at, j.told) end,
        case when ${reopen}::boolean then j.observed else coalesce(s.observed_at, j.observed) end,
        case when ${reopen}::boolean or s.told_at is null then j.by_person else s.told_by_person end
      from (${judged()}) j)
    where s.incident = ${incident} and s.customer = ${whom}`;
}

/** One is asked for by equality: of `any` the planner may make a filter over the whole scope. */
function among(customers: readonly CustomerId[]) {
  return customers.length === 1 ? sql`${customers[0]}` : sql`any(${customers}::text[])`;
}

/** Of a row `s` of scope. A customer without any account can be told by a person alone. `offset 0` has that looked up once for each account. */
function judged() {
  return sql`
    select
      case when bool_and(o.told is not null) then max(o.told) end as told,
      case when bool_and(o.observed is not null) then max(o.observed) end as observed,
      bool_and(o.told is not null) and bool_or(coalesce(o.person <= o.told, false)) as by_person
    from (
      select least(f.told, p.told) as told, least(f.observed, p.observed) as observed, p.told as person
      from (select) one left join accounts a on ${AFFECTED}
        cross join lateral (${firstAcceptances()}) f
        cross join lateral (select ${toldByPerson('incident')} as told, ${toldByPerson('observation')} as observed offset 0) p
    ) o`;
}

/** Of a row `s` of scope and `a` of accounts, or of none: when a person told it first, of accounts that were affected then. */
export function toldByPerson(of: Contact['of']) {
  return sql`(
    select min(p.at) from told_by_person p
    where p.incident = s.incident and p.customer = s.customer and p."of" = ${of}::text and p.revoked_by is null
      and (p.accounts is null or a.id = any(p.accounts)) and (s.judged_from is null or p.at > s.judged_from))`;
}

function firstAcceptances() {
  return sql`
    select
      min(d.finished_at) filter (where n.kind = any(${TELLING}::text[])) as told,
      min(d.finished_at) filter (where n.kind = any(${OBSERVING}::text[])) as observed
    from recipients d join notices n on n.incident = d.subject and n.notice = d.number
    where d.subject = s.incident and d.customer = a.customer and d.account = a.id and d.state = 'accepted' and d.usable
      and (s.judged_from is null or d.finished_at > s.judged_from)`;
}
