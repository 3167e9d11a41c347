import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { ChangedTerms, MarkOutcome, Selection } from '../../domain/scope/state';
import { changedTermsOf } from './changed-terms';
import { answered, remember } from './requests';
import { mark, outcomeOf, type Marking, type MarkWish } from './marks';
import { scopeRows, type ScopePage, type ScopeRow } from './rows';
import { countsOf, type ScopeCounts } from './counts';
import { scopeNews } from './news';
import { productsNamed, type ProductNames } from './products';
import { bumpRevision, lockRevision, scopeOf } from './revisions';
import type { Schema } from '../database/schema';
import { learnOf } from '../database/statistics';
import { recalls, settleNotified } from './told';

export interface ScopeAnswer extends ScopeCounts {
  /** Customer ids, or the product, that the register does not know. */
  unknown: string[];
  /** Customers that this request brought in, or in again. */
  added: number;
  /** Products that the one asked for may be a misspelling of; left out where there are none. */
  near?: string[];
  /** Whose contract has other terms than those they were added with; none where nobody's has. */
  changedTerms?: ChangedTerms[];
}

export interface Scope {
  /** Adds customers to the incident. The same effect again adds nothing and answers as before, with the counts of now. */
  resolve(request: Resolution): Promise<ScopeAnswer>;
  /**
   * Takes a customer out of the count, or notes that a person told it, or strikes that out. A customer already told stays in the count, unless
   * the notice of a withdrawal is given up, and it has not had that. The same effect again marks nothing.
   */
  mark(request: Marking): Promise<ScopeCounts & { outcome: MarkOutcome }>;
  /** What a mark would come to as the scope stands; nothing is marked. */
  outcome(wish: MarkWish): Promise<MarkOutcome>;
  counts(incident: IncidentId): Promise<ScopeCounts>;
  /** The counts of now, if a change of customers made those under the revision `seen` untrue. */
  news(incident: IncidentId, seen: number): Promise<ScopeCounts | undefined>;
  /** By customer id. @throws BadCursor */
  rows(incident: IncidentId, page: ScopePage): Promise<{ rows: ScopeRow[]; next?: string }>;
}

export function scopeIn(db: Kysely<Schema>): Scope {
  return {
    resolve: async (request) => {
      const answer = await db.transaction().execute((trx) => resolve(trx, request));
      await learnOf(db, answer.added);
      return answer;
    },
    mark: (request) => db.transaction().execute((trx) => mark(trx, request)),
    outcome: (wish) => outcomeOf(db, wish),
    counts: (incident) => countsOf(db, incident),
    news: (incident, seen) => scopeNews(db, incident, seen),
    rows: (incident, page) => scopeRows(db, incident, page),
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
  const before = await answered<Pick<ScopeAnswer, 'unknown' | 'added' | 'near' | 'changedTerms'>>(
    trx,
    incident,
    effect,
  );
  if (before) return { ...before, ...(await countsOf(trx, incident)) };

  const known = await knownCustomers(trx, incident);
  const products = await productsOf(trx, selection);
  const found = await insertSelected(trx, request, products.same);
  const again = found.filter((customer) => known.has(customer));
  await settleNotified(trx, incident, again, { reopen: true });
  const added = found.filter((customer) => known.get(customer) !== 'present').length;
  const unknown = await unknownIn(trx, selection);
  const changedTerms = await changedTermsOf(trx, incident, again);
  await bumpRevision(trx, scopeOf(incident));
  const near = products.near.length > 0 && { near: products.near };
  const answer = { unknown, added, ...near, ...(changedTerms.length > 0 && { changedTerms }) };
  await remember(trx, incident, effect, answer);
  return { ...answer, ...(await countsOf(trx, incident)) };
}

async function knownCustomers(
  trx: Transaction<Schema>,
  incident: IncidentId,
): Promise<Map<string, 'present' | 'removed'>> {
  const rows = await trx.selectFrom('scope').select(['customer', 'mark']).where('incident', '=', incident).execute();
  return new Map(
    rows.map(({ customer, mark }) => [customer, mark === 'removed' || mark === 'cleared' ? 'removed' : 'present']),
  );
}

/** Who comes again keeps cohort and with it the term, first instant and, if waived, the waiver; what is affected only grows, unless he had been removed. */
async function insertSelected(trx: Transaction<Schema>, request: Resolution, products: string[]): Promise<string[]> {
  const { incident, effect, addedAt, selection } = request;
  const { customers = [], data = null, volume = null, exposure = null } = selection;
  const informed = await toldOfClearance(trx, incident);
  const { rows } = await sql<{ customer: string }>`
    with selected as (
      select id as customer, null::text[] as accounts from customers where id = any(${customers}::text[])
      union all
      select customer, array_agg(id order by id) from accounts
      where product = any(${products}::text[]) and ended_at is null and not customer = any(${customers}::text[]) group by customer
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
      reason = case when scope.mark in ('removed', 'cleared') then null else scope.reason end,
      marked_by = case when scope.mark in ('removed', 'cleared') then null else scope.marked_by end,
      judged_from = case when scope.customer = any(${informed}::text[]) then excluded.added_at else scope.judged_from end,
      mark = case when scope.mark = 'waived' then scope.mark end
    returning customer`.execute(trx);
  return rows.map(({ customer }) => customer);
}

/** Who was told that it is not affected, and is after all, must be told anew. */
async function toldOfClearance(trx: Transaction<Schema>, incident: IncidentId): Promise<string[]> {
  const { rows } = await sql<{ customer: string }>`
    select customer from (${recalls(incident, 'clearance')}) c where c.told_at is not null`.execute(trx);
  return rows.map(({ customer }) => customer);
}

/** Names the cohort of those whose contracts say nothing: our own terms hold for them. */
const NO_TERMS = 'none';

export async function productsOf(db: Kysely<Schema>, { product }: Pick<Selection, 'product'>): Promise<ProductNames> {
  return product === undefined ? { same: [], near: [] } : await productsNamed(db, product);
}

export async function unknownIn(trx: Kysely<Schema>, { customers = [], product }: Selection): Promise<string[]> {
  const { rows } = await sql<{ unknown: string }>`
    select distinct given as unknown from unnest(${customers}::text[]) as given
    where not exists (select from customers where id = given) order by 1`.execute(trx);
  const unknown = rows.map((row) => row.unknown);
  const { same } = await productsOf(trx, { product });
  return product === undefined || same.length > 0 ? unknown : [...unknown, product];
}
