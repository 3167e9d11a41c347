import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { Regime } from './regime';

export interface RegimesSlice {
  /** Those for which somebody judged whether they apply; the last word on each. */
  regimes: JudgedRegime[];
}

export interface JudgedRegime {
  regime: Regime;
  applies: boolean;
  /** What was found, in words: nothing is "not required" without. */
  test: string;
  by: PersonId;
  at: Instant;
  classifiedAt: Instant;
  done: DoneDuty[];
}

/** How a duty was met. */
export interface DoneDuty {
  duty: string;
  at: Instant;
  by: PersonId;
  evidence: string;
  reference?: string;
  lateReason?: string;
}
