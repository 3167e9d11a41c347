import type { ObligationId } from '../clocks/state';
import type { ObligationKind } from '../clocks/table';
import type { FactField } from '../notices/facts';
import type { Instant } from '../primitives/instant';
import type { CustomerId } from '../primitives/parties';

/** What may stand in the way of closing. */
export const BLOCKER_CODES = [
  'triage-incomplete',
  'not-classed',
  'denied',
  'scope-pending',
  'withholding',
  'notice-paused',
  'notice-held',
  'notice-sending',
  'notice-unreleased',
  'delay-unexplained',
  'unknown-customers',
  'unknown-products',
  'help',
  'assistance',
  'waiver',
  'post-mortem-unopened',
  'post-mortem-unapproved',
  'withdrawal',
  'correction',
  'undecided',
  'unconfirmed',
  'cohort-untold',
  'customers-untold',
  'nobody-in-scope',
  'withdrawal-untold',
  'clearance-untold',
  'fact-promised',
  'update-promised',
  'final-promised',
  'fact-unknown',
  'authority',
  'regime-duty',
  'task-open',
  'withheld',
] as const;
export type BlockerCode = (typeof BLOCKER_CODES)[number];

/** One thing that stands in the way of closing, as values: each reader is told it in their own words. */
export interface Blocker {
  code: BlockerCode;
  /** The clock that holds it open. */
  clock?: HoldingClock;
  /** Of a notice, a task or a withholding. */
  number?: number;
  /** How a notice stands, which triage entry is missing, which instant is to be corrected, or what would settle it otherwise. */
  which?: string;
  customer?: CustomerId;
  /** Who has it in hand. */
  owner?: string;
  field?: FactField;
  title?: string;
  /** Of whom: a department, a law, or the incident that promised. */
  of?: string;
  /** The first of them, and how many there are beside. */
  names?: string[];
  more?: number;
  due?: Instant;
  told?: number;
  total?: number;
}

export interface HoldingClock {
  id: ObligationId;
  kind: ObligationKind;
  due: Instant;
}

/** With its clock alone, of all that the obligation holds. */
export function heldBy(
  { id, kind, due }: HoldingClock,
  code: BlockerCode,
  more?: Omit<Blocker, 'code' | 'clock'>,
): Blocker {
  return { code, clock: { id, kind, due }, ...more };
}
