import { sql, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { PersonId } from '../../domain/primitives/people';
import type { HandedCohort } from '../../domain/related/state';
import { BY_A_DUPLICATE } from '../../domain/scope/state';
import type { Schema } from '../database/schema';
import { countsOf, type ScopeCounts } from './counts';
import { answered, remember } from './requests';
import { bumpRevision, contentOf, lockRevision, scopeOf } from './revisions';
import { AFFECTED, settleNotified } from './told';
import type { CustomerId } from '../../domain/primitives/parties';

export interface TakeOver {
  incident: IncidentId;
  effect: string;
  from: IncidentId;
  cohorts: readonly HandedCohort[];
  by: PersonId;
}

/** Counts the customers of a duplicate to the incident, with when they were added and what they were told. Once for each effect. */
export async function takeOver(
  trx: Transaction<Schema>,
  request: TakeOver,
): Promise<ScopeCounts & { customers: number }> {
  const { incident, effect } = request;
  // In one order, whichever of the two is merged into the other.
  for (const one of [incident, request.from].sort()) await lockRevision(trx, scopeOf(one));
  const before = await answered<{ customers: number }>(trx, incident, effect);
  if (before) return { customers: before.customers, ...(await countsOf(trx, incident)) };
  const grown = await inPart(trx, request);
  const customers = await copyRows(trx, request);
  await copyFacts(trx, request);
  await copyTold(trx, request, customers);
  await settleNotified(trx, incident, grown, { reopen: true });
  await settleNotified(trx, incident, customers, { reopen: false });
  await bumpRevision(trx, scopeOf(incident));
  await bumpRevision(trx, contentOf(incident));
  await remember(trx, incident, effect, { customers: customers.length });
  return { customers: customers.length, ...(await countsOf(trx, incident)) };
}

/** Customers of both with some of their accounts here: of those more may be affected from here on. */
async function inPart(trx: Transaction<Schema>, { incident, from }: TakeOver): Promise<string[]> {
  const { rows } = await sql<{ customer: CustomerId }>`
    select s.customer from scope s join scope d on d.incident = ${from} and d.customer = s.customer and d.mark is null
    where s.incident = ${incident} and s.accounts is not null`.execute(trx);
  return rows.map(({ customer }) => customer);
}

/** Of a customer in both the earlier row stands: its term was the first. What was taken off there brings nobody in here. */
async function copyRows(trx: Transaction<Schema>, { incident, from, effect }: TakeOver): Promise<string[]> {
  const earlier = sql`excluded.added_at < scope.added_at`;
  const { rows } = await sql<{ customer: CustomerId }>`
    insert into scope (incident, customer, cohort, terms, added_at, request, accounts, mark, reason, marked_by)
    select ${incident}::text, customer, cohort, terms, added_at, ${effect}::text, accounts, mark, reason, marked_by
    from scope d where d.incident = ${from} and (d.mark is null or d.mark = 'waived') order by customer
    on conflict (incident, customer) do update set
      cohort = case when ${earlier} then excluded.cohort else scope.cohort end,
      terms = case when ${earlier} then excluded.terms else scope.terms end,
      added_at = least(scope.added_at, excluded.added_at),
      accounts = case
        when scope.mark = 'removed' then excluded.accounts
        when scope.accounts is null or excluded.accounts is null then null
        else array(select distinct unnest(scope.accounts || excluded.accounts) order by 1)
      end,
      mark = case when excluded.mark is null and scope.mark = 'removed' then null else scope.mark end
    returning customer`.execute(trx);
  return rows.map(({ customer }) => customer);
}

/** What this incident says of a customer stands. */
async function copyFacts(trx: Transaction<Schema>, { incident, from }: TakeOver): Promise<void> {
  await sql`
    insert into scope_facts (incident, customer, field, value, version, "by", at)
    select ${incident}::text, f.customer, f.field, f.value,
      coalesce((select revision from revisions where subject = ${contentOf(incident)}), 0) + 1, f."by", f.at
    from scope_facts f join scope s on s.incident = ${incident} and s.customer = f.customer
    where f.incident = ${from} and f.replaced is null and not exists (
      select from scope_facts h where h.incident = ${incident} and h.customer = f.customer and h.field = f.field and h.replaced is null)`.execute(
    trx,
  );
}

/** Account by account, as the duplicate has it: an account that had word of it is sent no first notice again. */
async function copyTold(
  trx: Transaction<Schema>,
  { incident, from, effect, by }: TakeOver,
  customers: readonly CustomerId[],
): Promise<void> {
  for (const subject of ['incident', 'observation'] as const) {
    const instant = subject === 'incident' ? sql`s.told_at` : sql`s.observed_at`;
    await sql`
      insert into told_by_person (incident, id, customer, "of", way, whom, at, summary, evidence, accounts, recorded_by, keeps)
      select ${incident}::text, ${effect}::text || '/' || ${subject}::text || '/' || s.customer, s.customer, ${subject}::text, ${BY_A_DUPLICATE}::text,
        'the same contacts', ${instant}, 'Told by the incident that was merged into this one.', ${from}::text, s.accounts, ${by}::text, '[]'
      from scope s where s.incident = ${from} and s.customer = any(${[...customers]}::text[]) and ${instant} is not null`.execute(
      trx,
    );
  }
  await sql`
    insert into told_by_person (incident, id, customer, "of", way, whom, at, summary, evidence, accounts, recorded_by, keeps)
    select ${incident}::text, ${effect}::text || '/part/' || s.customer, s.customer, 'incident', ${BY_A_DUPLICATE}::text,
      'the same contacts', max(d.finished_at), 'Told by the incident that was merged into this one.', ${from}::text, array_agg(distinct a.id), ${by}::text, '[]'
    from scope s join accounts a on ${AFFECTED} join recipients d on d.subject = s.incident and d.customer = a.customer and d.account = a.id
    where s.incident = ${from} and s.told_at is null and s.customer = any(${[...customers]}::text[]) and d.state = 'accepted' and d.usable
    group by s.customer`.execute(trx);
}
