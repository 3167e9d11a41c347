import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import { SYSTEM, type PersonId } from '../../domain/primitives/people';
import type { ChangedTerms, MarkOutcome, Selection } from '../../domain/scope/state';
import { changedTermsOf } from '../clocks/changed-terms';
import { answered, remember } from './requests';
import { mark, outcomeOf, type Marking, type MarkWish } from './marks';
import { scopeRows, type ScopePage, type ScopeRow } from './rows';
import { countsOf, type ScopeCounts } from './counts';
import { revisionsFor, type Revisions } from './news';
import { productsNamed, type ProductNames } from './products';
import { cancelChanged } from '../notices/snapshots';
import { saidOfEach, writeFacts } from './facts';
import { keptRows } from './file-rows';
import { scopeFilesIn, type ScopeFiles } from './files';
import { bumpRevision, contentOf, lockRevision, revisionOf, scopeOf } from './revisions';
import type { Schema } from '../database/schema';
import { learnOf } from '../database/statistics';
import { takeOver, type TakeOver } from './take-over';
import { recalls, settleNotified } from './told';
import type { CustomerId } from '../../domain/primitives/parties';

export interface ScopeAnswer extends ScopeCounts {
  /** Customer ids, or the product, that the register does not know. */
  unknown: string[];
  /** Customers that this request brought in, or in again. */
  added: number;
  /** Values of customers that became others; left out where none did. */
  factsChanged?: number;
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
  /** Counts a duplicate's customers to the incident it was merged into. The same effect again changes nothing. */
  takeOver(request: TakeOver): Promise<ScopeCounts & { customers: number }>;
  counts(incident: IncidentId): Promise<ScopeCounts>;
  /** Of people, their roles and the customers in scope, read at once: most have not changed since they were looked at. */
  revisions(incident: IncidentId): Promise<Revisions>;
  /** By customer id. @throws BadCursor */
  rows(incident: IncidentId, page: ScopePage): Promise<{ rows: ScopeRow[]; next?: string }>;
  /** What is said of each customer in scope of whom anything is. */
  said(incident: IncidentId): ReturnType<typeof saidOfEach>;
  files: ScopeFiles;
}

export function scopeIn(db: Kysely<Schema>): Scope {
  return {
    resolve: async (request) => {
      const answer = await db.transaction().execute((trx) => resolve(trx, request));
      await learnOf(db, answer.added + (answer.factsChanged ?? 0));
      return answer;
    },
    mark: (request) => db.transaction().execute((trx) => mark(trx, request)),
    outcome: (wish) => outcomeOf(db, wish),
    takeOver: async (request) => {
      const answer = await db.transaction().execute((trx) => takeOver(trx, request));
      await learnOf(db, answer.customers);
      return answer;
    },
    counts: (incident) => countsOf(db, incident),
    revisions: (incident) => revisionsFor(db, incident),
    rows: (incident, page) => scopeRows(db, incident, page),
    said: (incident) => saidOfEach(db, incident),
    files: scopeFilesIn(db),
  };
}

// Every change of an incident's scope holds its revision first, so that changes are serial and no two transactions
// wait for each other, and a count with a greater revision contains all that led to the smaller one.

interface Resolution {
  incident: IncidentId;
  effect: string;
  selection: Selection;
  addedAt: Instant;
  /** Who says it; left out by a worker of the release before. */
  by?: PersonId;
}

async function resolve(trx: Transaction<Schema>, request: Resolution): Promise<ScopeAnswer> {
  const { incident, effect } = request;
  await lockRevision(trx, scopeOf(incident));
  const before = await answered<Resolved>(trx, incident, effect);
  if (before) return { ...before, ...(await countsOf(trx, incident)) };

  const answer = await resolved(trx, request);
  await bumpRevision(trx, scopeOf(incident));
  await remember(trx, incident, effect, answer);
  return { ...answer, ...(await countsOf(trx, incident)) };
}

type Resolved = Omit<ScopeAnswer, keyof ScopeCounts>;

async function resolved(trx: Transaction<Schema>, request: Resolution): Promise<Resolved> {
  const { incident, selection } = request;
  const known = await knownCustomers(trx, incident);
  const products = await productsOf(trx, selection);
  const found = await insertSelected(trx, request, products.same);
  const again = found.filter((customer) => known.has(customer));
  // Whoever is whole in scope stays as told as it was.
  const moved = again.filter((customer) => known.get(customer) !== 'whole');
  await settleNotified(trx, incident, moved, { reopen: true });
  const added = found.filter((customer) => !isPresent(known.get(customer))).length;
  const factsChanged = await writeSaid(trx, request, found);
  if (added + moved.length + factsChanged > 0) {
    await bumpRevision(trx, contentOf(incident));
    await cancelChanged(trx, incident, again);
  }
  const unknown = await unknownIn(trx, selection);
  const changedTerms = await changedTermsOf(trx, incident, again);
  return {
    ...{ unknown, added },
    ...(factsChanged > 0 && { factsChanged }),
    ...(products.near.length > 0 && { near: products.near }),
    ...(changedTerms.length > 0 && { changedTerms }),
  };
}

async function writeSaid(trx: Transaction<Schema>, request: Resolution, found: string[]): Promise<number> {
  const { incident, selection, addedAt: at, by = SYSTEM } = request;
  const version = (await revisionOf(trx, contentOf(incident))) + 1;
  return await writeFacts(trx, { incident, by, at, version }, selection, found);
}

/** `whole`: with all its accounts; `part`: with some of them. */
type Known = 'whole' | 'part' | 'removed';

function isPresent(known: Known | undefined): boolean {
  return known === 'whole' || known === 'part';
}

async function knownCustomers(trx: Transaction<Schema>, incident: IncidentId): Promise<Map<string, Known>> {
  const rows = await trx
    .selectFrom('scope')
    .select(['customer', 'mark', sql<boolean>`accounts is null`.as('isWhole')])
    .where('incident', '=', incident)
    .execute();
  return new Map(
    rows.map(({ customer, mark, isWhole }) => [
      customer,
      mark === 'removed' || mark === 'cleared' ? 'removed' : isWhole ? 'whole' : 'part',
    ]),
  );
}

/** Re-adding a customer keeps its cohort and so its term, its first `addedAt` and any waiver. Accounts are merged; after a removal they are replaced. */
async function insertSelected(trx: Transaction<Schema>, request: Resolution, products: string[]): Promise<string[]> {
  const { incident, effect, addedAt, selection } = request;
  const { customers = [], file } = selection;
  const informed = await toldOfClearance(trx, incident);
  const named = file
    ? sql`select id from customers where id in (select k.customer from (${keptRows(incident, file.sha256)}) k)`
    : sql`select id from customers where id = any(${customers}::text[])`;
  const { rows } = await sql<{ customer: CustomerId }>`
    with selected as (
      select n.id as customer, null::text[] as accounts from (${named}) n
      union all
      select customer, array_agg(id order by id) from accounts
      where product = any(${products}::text[]) and ended_at is null and not customer = any(${customers}::text[]) group by customer
    ), given as (
      select selected.*, customers.terms, coalesce(
        (select string_agg(term ->> 'id', ',' order by place) from jsonb_array_elements(customers.terms) with ordinality t(term, place)),
        ${NO_TERMS}::text) as key
      from selected join customers on id = customer
    )
    insert into scope (incident, customer, cohort, terms, added_at, request, accounts)
    select ${incident}::text, customer, ${effect}::text || '/' || key, terms, ${addedAt}::timestamptz, ${effect}::text, accounts
    from given order by customer
    on conflict (incident, customer) do update set
      accounts = case
        when scope.mark = 'removed' then excluded.accounts
        when scope.accounts is null or excluded.accounts is null then null
        else array(select distinct unnest(scope.accounts || excluded.accounts) order by 1)
      end,
      reason = case when scope.mark in ('removed', 'cleared') then null else scope.reason end,
      marked_by = case when scope.mark in ('removed', 'cleared') then null else scope.marked_by end,
      judged_from = case when scope.customer = any(${informed}::text[]) then excluded.added_at else scope.judged_from end,
      mark = case when scope.mark = 'waived' then scope.mark end
    returning customer`.execute(trx);
  return rows.map(({ customer }) => customer);
}

/** Who was told that it is not affected, and is after all, must be told anew. */
async function toldOfClearance(trx: Transaction<Schema>, incident: IncidentId): Promise<string[]> {
  const { rows } = await sql<{ customer: CustomerId }>`
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
