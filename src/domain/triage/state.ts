import type { Instant } from '../primitives/instant';
import type { Report } from './report';
import type { Classification, Triage } from './triage';

export interface TriageSlice {
  report: Report;
  classification: Classification;
  triage: Triage;
  triageEndedAt?: Instant;
}
