import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Term } from '../../domain/clocks/terms';
import type { PersonId } from '../../domain/primitives/people';
import type { IncidentId } from '../../domain/case/state';
import type { ChangedTerms, Selection } from '../../domain/scope/state';
import { changedTermsOf } from './changed-terms';
import { countsOf, type ScopeCounts } from './counts';
import { cursorOf, sliceOf, positionOf } from '../read/cursor';
import { bumpRevision, lockRevision, scopeOf } from './revisions';
import type { Schema } from '../database/schema';
import { learnOf } from '../database/statistics';
import { settleNotified, withdrawals } from './told';
import { withoutNulls } from '../database/values';

export interface ScopeAnswer extends ScopeCounts {
  /** Customer ids, or the product, that the register does not know. */
  unknown: string[];
  /** Customers that this request brought in, or in again. */
  added: number;
  /** Whose contract has other terms than those they were added with; none where nobody's has. */
  changedTerms?: ChangedTerms[];
}

export type MarkOutcome = 'marked' | 'already-told' | 'not-in-scope';

export interface ScopeRow {
  customer: string;
  name: string;
  cohort: string;
  /** Of its contract, as it stood when it was added. */
  terms: Term[];
  addedAt: Instant;
  /** The affected accounts; without them, all of the customer's. */
  accounts?: string[];
  mark?: 'removed' | 'waived';
  reason?: string;
  markedBy?: PersonId[];
  data?: string;
  volume?: string;
  exposure?: string;
  toldAt?: Instant;
  observedAt?: Instant;
}

export interface Scope {
  /** Adds customers to the incident. The same effect again adds nothing and answers as before, with the counts of now. */
  resolve(request: Resolution): Promise<ScopeAnswer>;
  /**
   * Takes a customer out of the count. A customer already told stays, unless the notice of a withdrawal is given up, and he has not had
   * that. The same effect again marks nothing.
   */
  mark(request: Marking): Promise<ScopeCounts & { outcome: MarkOutcome }>;
  counts(incident: IncidentId): Promise<ScopeCounts>;
  /** By customer id. @throws BadCursor */
  rows(incident: IncidentId, page: { limit: number; cursor?: string }): Promise<{ rows: ScopeRow[]; next?: string }>;
}

export function scopeIn(db: Kysely<Schema>): Scope {
  return {
    resolve: async (request) => {
      const answer = await db.transaction().execute((trx) => resolve(trx, request));
      await learnOf(db, answer.added);
      return answer;
    },
    mark: (request) => db.transaction().execute((trx) => mark(trx, request)),
    counts: (incident) => countsOf(db, incident),
    rows: (incident, page) => rows(db, incident, page),
  };
}

// Every change of an incident's scope holds its revision first, so that changes are serial and no two transactions
// wait for each other, and a count with a greater revision contains all that led to the smaller one.

interface Resolution {
  incident: IncidentId;
  effect: string;
  selection: Selection;
  addedAt: Instant;
}

async function resolve(trx: Transaction<Schema>, request: Resolution): Promise<ScopeAnswer> {
  const { incident, effect, selection } = request;
  await lockRevision(trx, scopeOf(incident));
  const before = await answered<Pick<ScopeAnswer, 'unknown' | 'added' | 'changedTerms'>>(trx, incident, effect);
  if (before) return { ...before, ...(await countsOf(trx, incident)) };

  const known = await knownCustomers(trx, incident);
  const found = await insertSelected(trx, request);
  const again = found.filter((customer) => known.has(customer));
  await settleNotified(trx, incident, again, { reopen: true });
  const added = found.filter((customer) => known.get(customer) !== 'present').length;
  const unknown = await unknownIn(trx, selection);
  const changedTerms = await changedTermsOf(trx, incident, again);
  await bumpRevision(trx, scopeOf(incident));
  const answer = { unknown, added, ...(changedTerms.length > 0 && { changedTerms }) };
  await remember(trx, incident, effect, answer);
  return { ...answer, ...(await countsOf(trx, incident)) };
}

async function answered<T>(trx: Transaction<Schema>, incident: IncidentId, effect: string): Promise<T | undefined> {
  const row = await trx
    .selectFrom('scopeRequests')
    .select('answer')
    .where('incident', '=', incident)
    .where('effect', '=', effect)
    .executeTakeFirst();
  return row?.answer as T | undefined;
}

async function remember(trx: Transaction<Schema>, incident: IncidentId, effect: string, answer: object): Promise<void> {
  await trx
    .insertInto('scopeRequests')
    .values({ incident, effect, answer: JSON.stringify(answer) })
    .execute();
}

async function knownCustomers(
  trx: Transaction<Schema>,
  incident: IncidentId,
): Promise<Map<string, 'present' | 'removed'>> {
  const rows = await trx.selectFrom('scope').select(['customer', 'mark']).where('incident', '=', incident).execute();
  return new Map(rows.map(({ customer, mark }) => [customer, mark === 'removed' ? 'removed' : 'present']));
}

/** Who comes again keeps cohort and with it the term, first instant and, if waived, the waiver; what is affected only grows, unless he had been removed. */
async function insertSelected(trx: Transaction<Schema>, request: Resolution): Promise<string[]> {
  const { incident, effect, addedAt, selection } = request;
  const { customers = [], product = null, data = null, volume = null, exposure = null } = selection;
  const { rows } = await sql<{ customer: string }>`
    with selected as (
      select id as customer, null::text[] as accounts from customers where id = any(${customers}::text[])
      union all
      select customer, array_agg(id order by id) from accounts
      where product = ${product}::text and not customer = any(${customers}::text[]) group by customer
    ), given as (
      select selected.*, customers.terms, coalesce(
        (select string_agg(term ->> 'id', ',' order by place) from jsonb_array_elements(customers.terms) with ordinality t(term, place)),
        ${NO_TERMS}::text) as key
      from selected join customers on id = customer
    )
    insert into scope (incident, customer, cohort, terms, added_at, request, accounts, data, volume, exposure)
    select ${incident}::text, customer, ${effect}::text || '/' || key, terms, ${addedAt}::timestamptz, ${effect}::text, accounts,
      ${data}::text, ${volume}::text, ${exposure}::text
    from given order by customer
    on conflict (incident, customer) do update set
      accounts = case
        when scope.mark = 'removed' then excluded.accounts
        when scope.accounts is null or excluded.accounts is null then null
        else array(select distinct unnest(scope.accounts || excluded.accounts) order by 1)
      end,
      data = coalesce(excluded.data, scope.data),
      volume = coalesce(excluded.volume, scope.volume),
      exposure = coalesce(excluded.exposure, scope.exposure),
      reason = case when scope.mark = 'removed' then null else scope.reason end,
      marked_by = case when scope.mark = 'removed' then null else scope.marked_by end,
      mark = nullif(scope.mark, 'removed')
    returning customer`.execute(trx);
  return rows.map(({ customer }) => customer);
}

/** Names the cohort of those whose contracts say nothing: our own terms hold for them. */
const NO_TERMS = 'none';

export async function unknownIn(trx: Kysely<Schema>, { customers = [], product }: Selection): Promise<string[]> {
  const { rows } = await sql<{ unknown: string }>`
    select distinct given as unknown from unnest(${customers}::text[]) as given
    where not exists (select from customers where id = given) order by 1`.execute(trx);
  const unknown = rows.map((row) => row.unknown);
  if (product === undefined) return unknown;
  const account = await trx
    .selectFrom('accounts')
    .select('id')
    .where('product', '=', product)
    .limit(1)
    .executeTakeFirst();
  return account ? unknown : [...unknown, product];
}

interface Marking {
  incident: IncidentId;
  effect: string;
  customer: string;
  mark: 'removed' | 'waived';
  of?: 'withdrawal';
  reason: string;
  by: readonly PersonId[];
}

async function mark(trx: Transaction<Schema>, request: Marking): Promise<ScopeCounts & { outcome: MarkOutcome }> {
  const { incident, effect } = request;
  await lockRevision(trx, scopeOf(incident));
  const before = await answered<{ outcome: MarkOutcome }>(trx, incident, effect);
  if (before) return { outcome: before.outcome, ...(await countsOf(trx, incident)) };

  const outcome = await outcomeOf(trx, request);
  if (outcome === 'marked') {
    await writeMark(trx, request);
    await bumpRevision(trx, scopeOf(incident));
  }
  await remember(trx, incident, effect, { outcome });
  return { outcome, ...(await countsOf(trx, incident)) };
}

async function outcomeOf(trx: Transaction<Schema>, { incident, customer, mark, of }: Marking): Promise<MarkOutcome> {
  const row = await trx
    .selectFrom('scope')
    .select(['mark', 'toldAt'])
    .where('incident', '=', incident)
    .where('customer', '=', customer)
    .executeTakeFirst();
  if (!row || (row.mark === 'removed' && mark === 'waived')) return 'not-in-scope';
  const isTold = of === 'withdrawal' ? await isToldOfWithdrawal(trx, incident, customer) : row.toldAt !== null;
  return isTold ? 'already-told' : 'marked';
}

async function isToldOfWithdrawal(trx: Transaction<Schema>, incident: IncidentId, customer: string): Promise<boolean> {
  const { rows } = await sql`
    select from (${withdrawals(incident)}) w where customer = ${customer} and told_at is not null`.execute(trx);
  return rows.length > 0;
}

/** What was not handed over yet is not sent any more. */
async function writeMark(trx: Transaction<Schema>, { incident, customer, mark, reason, by }: Marking): Promise<void> {
  await trx
    .updateTable('scope')
    .set({ mark, reason, markedBy: [...by] })
    .where('incident', '=', incident)
    .where('customer', '=', customer)
    .execute();
  await trx
    .updateTable('deliveries')
    .set({ state: 'cancelled', nextAt: null })
    .where('incident', '=', incident)
    .where('customer', '=', customer)
    .where('state', 'in', ['planned', 'claimed', 'deferred'])
    .execute();
}

async function rows(
  db: Kysely<Schema>,
  incident: IncidentId,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ rows: ScopeRow[]; next?: string }> {
  const list = `scope ${incident}`;
  let query = db
    .selectFrom('scope')
    .innerJoin('customers', 'customers.id', 'scope.customer')
    .select([
      'customer',
      'customers.name',
      'cohort',
      'scope.terms',
      'addedAt',
      'accounts',
      'mark',
      'reason',
      'markedBy',
    ])
    .select(['data', 'volume', 'exposure', 'toldAt', 'observedAt'])
    .where('incident', '=', incident);
  if (cursor !== undefined) query = query.where('customer', '>', positionOf(list, cursor, ['text'])[0]);
  const found = await query
    .orderBy('customer')
    .limit(limit + 1)
    .execute();
  return sliceOf(found.map(withoutNulls), limit, ({ customer }) => cursorOf(list, [customer]));
}
