import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { Score, Scoring } from '../severity/enisa';
import type { Report, Severity } from './report';
import type { Classification, Triage } from './triage';

/** The severity as somebody scored it. */
export interface Scored {
  version: number;
  scoring: Scoring;
  score: Score;
  /** Taken as another level than the score's, and why. */
  override?: { level: Severity; reason: string };
  by: PersonId;
  at: Instant;
}

export interface TriageSlice {
  report: Report;
  classification: Classification;
  triage: Triage;
  triageEndedAt?: Instant;
  /** The newest; all stand in their pages. */
  scoring?: Scored;
}
