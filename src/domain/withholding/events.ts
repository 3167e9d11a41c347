import type { FactField } from '../notices/facts';
import type { Instant } from '../primitives/instant';
import type { Approving, Ground } from './state';

export type WithholdingEvent =
  | {
      type: 'withholding-asked';
      withholding: number;
      field: FactField;
      ground: Ground;
      why?: string;
      seal: string;
      reviewBy: Instant;
    }
  | { type: 'withholding-approved'; withholding: number; as: Approving; reason: string }
  | { type: 'withholding-declined'; withholding: number; reason: string }
  | { type: 'withholding-reviewed'; withholding: number; reviewBy: Instant; reason: string }
  /** Its words stand in the fact that is set with it. */
  | { type: 'withheld-released'; withholding: number; field: FactField; reason: string };
