import type { FactField } from '../notices/facts';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { CohortId } from '../scope/state';
import type { ObligationKind } from './table';
import type { Term } from './terms';
import type { CustomerId } from '../primitives/parties';

declare const brand: unique symbol;

/** Names what is owed, and to whom: `tell/<cohort>`. */
export type ObligationId = string & { readonly [brand]: 'ObligationId' };

export function obligationIdOf(name: string): ObligationId {
  return name as ObligationId;
}

/** What must be achieved, by when. `due` of an open obligation moves only by `correct-anchor`. */
export interface Obligation {
  id: ObligationId;
  kind: ObligationKind;
  /** The cohort it is owed to; without one, the incident as a whole. */
  cohort?: CohortId;
  /** What waits, where several of a kind may. */
  subject?: string;
  /** The one customer it is about. */
  customer?: CustomerId;
  /** The notice that promises it. */
  notice?: number;
  /** The fact that it is about. */
  field?: FactField;
  since: Instant;
  due: Instant;
  /** By which it is due; none where only one could be. */
  term?: Term;
  status: 'open' | 'met' | 'void';
  endedAt?: Instant;
  why?: string;
  /** Set when the due instant passed unmet. Cleared by one thing: proof that all had been told before it. */
  lateSince?: Instant;
  /** The due it was late against, and how many customers it was then owed to: neither a correction nor a waiver makes late good. */
  breachedDue?: { due: Instant; customers: number };
  /** Late against an earlier due, and then corrected to one that was still to come: it is warned of and expires once more. */
  rearmed?: boolean;
  /** Where an acknowledgement was no answer: when it is asked for again. */
  reaskAt?: Instant;
  /** `hoursBefore` of the warnings that were given, or fell together with a later one. */
  warned: number[];
}

/** A clock on something we owe ourselves, beside the promises to customers. */
export type Duty = Pick<Obligation, 'kind' | 'due'>;

export interface ClocksSlice {
  obligations: Obligation[];
  /** Set while a promise to customers is late, and with it the duty to say why. */
  lateness?: {
    since: Instant;
    nextDemandAt: Instant;
    reasons: { code: string; text: string; by: PersonId; at: Instant }[];
    /** Something became late after the last reason, which speaks for what was late before. */
    unexplained: boolean;
  };
}
