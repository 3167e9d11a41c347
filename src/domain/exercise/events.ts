import type { AlertEvent } from '../alerts/events';
import type { CaseEvent } from '../case/events';
import type { IncidentId } from '../case/state';
import type { EffectId } from '../effects/state';
import type { PageOf } from '../events';
import type { Instant } from '../primitives/instant';
import type { ExerciseId } from './mark';
import type { ExerciseOpening } from './opening';
import type { Attendance, Finding, ScoreLine } from './state';

/** As of an incident's: they are kept for good, and none changes its meaning. */
export type ExerciseEvent =
  | ({ type: 'exercise-planned' } & Omit<ExerciseOpening, 'at' | 'by' | 'door'>)
  | { type: 'role-confirmed'; words?: string }
  | ({ type: 'attendance-recorded' } & Omit<Attendance, 'by'>)
  | { type: 'exercise-begun'; effect: EffectId }
  | { type: 'incident-opened'; effect: EffectId; incident: IncidentId; at: Instant }
  | { type: 'inject-owed'; effect: EffectId; inject: string; at: Instant }
  | { type: 'inject-played'; effect: EffectId }
  | { type: 'exercise-ended'; effect: EffectId; outcome: string }
  | { type: 'exercise-scored'; effect: EffectId; score: ScoreLine[] }
  | ({ type: 'finding-added' } & Omit<Finding, 'by' | 'at' | 'done'>)
  | { type: 'finding-resolved'; finding: number; words: string }
  | { type: 'exercise-concluded'; words: string }
  | { type: 'exercise-cancelled'; reason: string }
  | { type: 'reasked'; subject: string; at: Instant }
  | Extract<CaseEvent, { type: 'roster-adopted' | 'roster-changed' | 'roster-missed' | 'refused' }>
  | Extract<AlertEvent, { type: 'alert-raised' | 'alert-delivered' }>;

export type ExercisePage = PageOf<ExerciseId, ExerciseEvent>;
