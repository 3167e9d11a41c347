import { WITHHOLDING_GROUNDS, type FactField } from '../notices/facts';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';

/*
 * Withholding 1. The words stand in the register, sealed. State, pages and views have their seal, which tells nobody what they are.
 * Withholding 2. From the moment that somebody asks for it, nothing with these words goes out, until it is declined or released.
 * Withholding 3. No notice that leaves something out is released before legal and an executive, two people, have approved that.
 */

export const GROUNDS = [...WITHHOLDING_GROUNDS, 'other'] as const;
export type Ground = (typeof GROUNDS)[number];

/** Whose yes it takes. */
export const APPROVING = ['legal', 'executive'] as const;
export type Approving = (typeof APPROVING)[number];

/** Something that customers are not told at this stage. */
export interface Withholding {
  number: number;
  /** Where it would stand in the letter. */
  field: FactField;
  ground: Ground;
  /** Of the ground `other`, which it is. */
  why?: string;
  /** HMAC-SHA-256, hex, of the words under a key of the incident's own. */
  seal: string;
  askedBy: PersonId;
  askedAt: Instant;
  approvals: { by: PersonId; as: Approving; at: Instant }[];
  /** When it is looked at again. */
  reviewBy: Instant;
  status: 'standing' | 'declined' | 'released';
}

export interface WithholdingSlice {
  withholdings: Withholding[];
}

export function standing({ withholdings }: WithholdingSlice): Withholding[] {
  return withholdings.filter(({ status }) => status === 'standing');
}

export function isApproved({ approvals }: Withholding): boolean {
  return approvals.length === APPROVING.length;
}

/** The yes that is still missing. */
export function approvalsAwaited({ approvals }: Withholding): Approving[] {
  return APPROVING.filter((role) => !approvals.some(({ as }) => as === role));
}
