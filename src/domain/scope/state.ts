import type { ObligationId } from '../clocks/state';
import type { Term } from '../clocks/terms';
import type { EffectId } from '../effects/state';
import { FACT_FIELDS, type FactField } from '../notices/facts';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { CustomerId } from '../primitives/parties';

declare const brand: unique symbol;

/** `<effect>/<terms>`. */
export type CohortId = string & { readonly [brand]: 'CohortId' };

/** As the register names whom one effect added, by the terms of their contracts. */
export function cohortIdOf(effect: EffectId, terms: readonly Term[]): CohortId {
  return `${effect}/${terms.map(({ id }) => id).join(',') || 'none'}` as CohortId;
}

/** Customers of one cohort, in absolute numbers. `total` leaves out the removed and the waived. */
interface CohortCounts {
  total: number;
  told: number;
  /** The latest instant at which a customer became told; in time means before `due`. */
  lastToldAt?: Instant;
  /** Customers who know what was observed: by a notice of the kind event, which never counts as told, or because they were told. */
  observed: number;
  lastObservedAt?: Instant;
  waived: number;
  removed: number;
  /** Those of the told who count as told because a person told them; none where it is left out. */
  toldByPerson?: number;
  /** Told, and not affected after all; in none of the other counts. */
  cleared?: number;
}

/** A customer who was told, and is not affected after all. */
export interface Clearance {
  customer: CustomerId;
  /** When it was told that. */
  toldAt?: Instant;
}

/** Customers who were added together and whose contracts have the same terms, so that they share one due instant: counts alone, the names are rows of the register. */
export interface Cohort extends CohortCounts {
  id: CohortId;
  addedAt: Instant;
  /** Of their contracts, as they stood when the customers were added; none where a contract names none. */
  terms: Term[];
  lateFound: boolean;
  /** None while nothing is declared. */
  due?: Instant;
}

/** Who was named as affected and is not in the register, or what product, that nobody there has an account for. */
export interface Unregistered {
  kind: 'customer' | 'product';
  name: string;
  /** When it was named first. Whom it brings in at last is owed from then, also if it was taken off in between. */
  namedAt: Instant;
  status: 'open' | 'removed';
}

/** Customers who were added again although their contract became shorter: each keeps the term of the first time, and its due. */
export interface KeptTerms {
  first: { customer: CustomerId; terms: Term[]; contract: Term[] }[];
  /** How many are not named here. */
  more: number;
}

/** Customers who were added again and are still to be told, and whose contract says something else than on the first time. */
export interface ChangedTerms {
  terms: Term[];
  contract: Term[];
  /** The first of them. */
  customers: CustomerId[];
  more: number;
}

/** A cohort as the register counts it. */
export interface CohortCount extends CohortCounts {
  cohort: CohortId;
  terms: Term[];
}

/** Customers of whom a mail server took word of the incident, and those of them who were told that it was withdrawn, as the register has it. */
export interface WithdrawalCount {
  owed: number;
  told: number;
  /** The latest instant at which one of them became told of the withdrawal. */
  lastToldAt?: Instant;
}

/** How a person tells a customer. */
export const CONTACT_WAYS = ['telephone', 'letter', 'portal', 'in-person'] as const;
/** Told by a duplicate, which was merged into this incident since. */
export const BY_A_DUPLICATE = 'duplicate';
/** What a person told it of: each is owed by a clock of its own. */
export const CONTACT_SUBJECTS = ['incident', 'observation', 'withdrawal', 'clearance'] as const;

/** A customer was told by a person, and how that can be shown. */
export interface Contact {
  of: (typeof CONTACT_SUBJECTS)[number];
  way: (typeof CONTACT_WAYS)[number];
  /** Who was told, at the customer. */
  whom: string;
  /** Who told them, where that is not the person who recorded it. */
  toldBy?: string;
  at: Instant;
  /** In what words. */
  summary: string;
  evidence: string;
  /** The facts that it gave. */
  facts?: FactField[];
  /** It was the final word. */
  final?: true;
  /** What notices to this customer may have promised, and this keeps. */
  keeps?: KeptPromise[];
}

/** A written promise of a notice, as the register counts for whom it is kept: by any later word, or by one that gives the fact, or by the final one. */
export interface KeptPromise {
  obligation: ObligationId;
  notice: number;
  field?: FactField;
  final?: true;
}

/** How many of the customers of a notice have what it promised them, since a person kept it for at least one of them. */
export interface PromiseCount {
  obligation: ObligationId;
  customers: number;
  kept: number;
  /** When the last of them had it. */
  lastKeptAt?: Instant;
}

/** What is written into the register's row of one customer. */
export type ScopeMark =
  | {
      mark: 'removed' | 'waived' | 'cleared';
      /** The notice of a withdrawal is what is given up: who was told of the incident may be waived all the same. */
      of?: 'withdrawal';
      reason: string;
      by: readonly PersonId[];
    }
  | { mark: 'told'; contact: Contact; by: readonly PersonId[] }
  /** `contact` is the effect that recorded it. */
  | { mark: 'untold'; contact: string; reason: string; by: readonly PersonId[] };

export type MarkOutcome = 'marked' | 'already-told' | 'not-told' | 'not-in-scope' | 'no-such-contact';

/** What can be said of one customer: a field of the fact sheet, where it differs there, or what holds for customers alone. */
export const CUSTOMER_FIELDS = ['data', 'volume', ...FACT_FIELDS] as const;
export type CustomerField = (typeof CUSTOMER_FIELDS)[number];
/** `nature` is English, or figures, which read alike in all languages; `nature.fr` holds the same in French. */
export type CustomerKey = CustomerField | `${CustomerField}.${string}`;

/** A table of customers and what is known of each; its rows lie in the register. */
export interface ScopeFile {
  file: string;
  sha256: string;
  rows: number;
}

/** Which customers to add: by id, all with an account for a product, or those of a file; what is said of them holds for each. */
export interface Selection {
  customers?: CustomerId[];
  product?: string;
  file?: ScopeFile;
  data?: string;
  volume?: string;
  exposure?: string;
}

export interface ScopeSlice {
  cohorts: Cohort[];
  /** The register's revision of the newest roll-up; older ones are ignored. */
  scopeAsOf: number;
  /** Counts each change of who is affected, of what is said of them, and of whom a notice goes to; whether they are told changes nothing of it. */
  scopeRevision: number;
  /** Nobody can tell them, so those that are open hold up closing until they are added or taken off. */
  unregistered: Unregistered[];
  /** Untold, with an account that no notice could reach. */
  unreachable: number;
  /** The first of them. */
  unreachableCustomers: string[];
  withdrawalCount: WithdrawalCount;
  cleared: Clearance[];
  /** Only of promises that a person kept for somebody. */
  promiseCounts: PromiseCount[];
}
