import type { AlertEvent } from '../alerts/events';
import type { AlertDetail, AlertKind } from '../alerts/state';
import type { IncidentId } from '../case/state';
import type { AlertId, EffectId } from '../effects/state';
import type { PersonId } from '../primitives/people';
import type { ExerciseId } from './mark';

export type Raised = Extract<AlertEvent, { type: 'alert-raised' }>;

/**
 * To people of ours, about the exercise itself: such a mail is real, and has no mark of an exercise. What is told within the story is the incident's.
 */
export function raisedFor(
  { id: exercise }: { id: ExerciseId },
  id: EffectId,
  kind: AlertKind,
  persons: PersonId[],
  detail: AlertDetail,
): Raised {
  const headline = {
    id: exercise as string as IncidentId,
    ...({ class: 'undetermined', stage: 'triage', late: false } as const),
  };
  return { type: 'alert-raised', alert: id as AlertId, kind, to: { persons }, acknowledge: false, detail, headline };
}
