import type { IncidentId } from '../case/state';
import type { EffectId } from '../effects/state';
import type { Report } from '../triage/report';
import type { HandedCohort } from './state';

/** Each names the other incident as `related`: who may not see that one reads no event about it. */
export type RelatedEvent =
  | { type: 'incident-linked'; related: IncidentId; reason: string }
  | { type: 'incident-unlinked'; related: IncidentId; reason: string }
  /** Of the duplicate. */
  | { type: 'merge-asked'; effect: EffectId; related: IncidentId; reason: string }
  | { type: 'merge-declined'; effect: EffectId; related: IncidentId; why: string }
  | { type: 'merged'; effect: EffectId; related: IncidentId }
  /** Of the other one. */
  | {
      type: 'duplicate-accepted';
      effect: EffectId;
      related: IncidentId;
      offer: string;
      report: Report;
      cohorts: HandedCohort[];
    }
  | { type: 'duplicate-refused'; effect: EffectId; related: IncidentId; offer: string; why: string }
  | { type: 'duplicate-taken-over'; effect: EffectId; related: IncidentId; customers: number }
  | { type: 'merge-answered'; effect: EffectId; related: IncidentId; offer: string; why?: string }
  | { type: 'merge-answer-sent'; effect: EffectId; related: IncidentId };
