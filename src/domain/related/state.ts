import type { Declaration, IncidentId } from '../case/state';
import type { Obligation } from '../clocks/state';
import type { FactSheet } from '../notices/facts';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { CohortId } from '../scope/state';
import type { Report } from '../triage/report';

/*
 * Merging 1. An offer has one answer, however often it is made: the other incident remembers what it answered.
 * Merging 2. The duplicate ends only once the other one has its customers.
 * Merging 3. While the offer waits, no person changes the duplicate.
 * Merging 4. No customer is due later than by either incident, and who was told counts as told.
 */

/** Another incident that has to do with this one. */
export interface Link {
  related: IncidentId;
  reason: string;
  by: PersonId;
  at: Instant;
}

/** The offer of this incident to be merged into another one, until that has answered. */
export interface Merging {
  into: IncidentId;
  reason: string;
  by: PersonId;
  at: Instant;
}

/** What this incident took over of another one; that one's own story stays where it is. */
export interface Duplicate {
  related: IncidentId;
  offer: string;
  report: Report;
  at: Instant;
}

/** A written promise of the duplicate's notices, which the other incident keeps from here on. */
export type HandedPromise = Pick<Obligation, 'id' | 'kind' | 'due' | 'field'>;

/** Customers of the duplicate, when they were added and by when they are due there. */
export interface HandedCohort {
  id: CohortId;
  addedAt: Instant;
  due?: Instant;
}

/** All that a duplicate hands over beside its rows in the register. */
export interface Handover {
  from: IncidentId;
  offer: string;
  report: Report;
  detectedAt?: Instant;
  awareAt?: Instant;
  declaredAt?: Instant;
  declaration?: Declaration;
  facts: FactSheet;
  cohorts: HandedCohort[];
  promises: HandedPromise[];
  /** Where it is restricted. */
  members?: PersonId[];
}

export interface RelatedSlice {
  related: Link[];
  duplicates: Duplicate[];
  /** Offers that were refused, the newest. */
  refusedOffers: { offer: string; why: string }[];
  merging?: Merging;
  mergedInto?: Merging;
}
