import type { PersonId } from '../primitives/people';
import type { Scored } from './state';
import type { Classification, Triage } from './triage';

export type TriageEvent =
  | { type: 'assessed'; entries: Partial<Omit<Triage, 'stakeholders'>> }
  | ({ type: 'severity-scored' } & Pick<Scored, 'version' | 'scoring' | 'score' | 'override'>)
  | { type: 'classified'; classification: Classification; from: Classification['class']; why?: string }
  | { type: 'triage-ended' }
  | { type: 'stakeholders-named'; roles: Triage['stakeholders']['roles'] }
  | { type: 'stakeholders-reached'; persons: PersonId[] };
