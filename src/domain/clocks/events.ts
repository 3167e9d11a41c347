import type { ObligationId } from './state';
import type { CohortId } from '../scope/state';
import type { AnchorName } from '../case/state';
import type { FactField } from '../notices/facts';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { ObligationKind } from './table';
import type { Term } from './terms';
import type { CustomerId } from '../primitives/parties';

/** Where a correction of the declaration moves a promise. */
export interface MovedDue {
  obligation: ObligationId;
  since: Instant;
  due: Instant;
  term: Term;
  lateFound: boolean;
}

export type ClockEvent =
  | { type: 'delay-explained'; code: string; text: string; nextDemandAt: Instant }
  | { type: 'reason-demanded'; nextDemandAt: Instant }
  | { type: 'correction-asked'; anchor: AnchorName; at: Instant; reason: string; beforeDetection?: string }
  | {
      type: 'anchor-corrected';
      anchor: AnchorName;
      from: Instant;
      to: Instant;
      reason: string;
      beforeDetection?: string;
      askedBy?: PersonId;
      dues: MovedDue[];
    }
  | {
      type: 'obligation-opened';
      obligation: ObligationId;
      kind: ObligationKind;
      since: Instant;
      due: Instant;
      /** By which it is due, where more than one could be. */
      term?: Term;
      cohort?: CohortId;
      subject?: string;
      customer?: CustomerId;
      /** The notice that promises it. */
      notice?: number;
      /** The fact that it is about. */
      field?: FactField;
    }
  | { type: 'promise-waiver-asked'; promise: string; reason: string }
  | { type: 'promise-waived'; promise: string; reason: string; askedBy: PersonId; confirmation: string }
  /** `waived`: so many of those it was owed to were given up. Where nobody at all was told, it was kept neither in time nor late. */
  | { type: 'obligation-met'; obligation: ObligationId; inTime?: boolean; waived?: number }
  | { type: 'obligation-reopened'; obligation: ObligationId }
  | { type: 'obligation-voided'; obligation: ObligationId; why: string }
  | { type: 'obligation-late'; obligation: ObligationId; customers?: number; nextDemandAt?: Instant }
  | { type: 'warned'; obligations: string[]; hoursBefore: number; passed: number[] };
