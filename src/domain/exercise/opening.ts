import type { EffectId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import type { Door, PersonId } from '../primitives/people';
import { raisedFor } from './alerts';
import type { ExercisePage } from './events';
import type { ExerciseState } from './state';

/** What an exercise begins with. */
export interface ExerciseOpening extends Pick<
  ExerciseState,
  | 'id'
  | 'plan'
  | 'departments'
  | 'scenario'
  | 'factor'
  | 'startsAt'
  | 'facilitator'
  | 'team'
  | 'customers'
  | 'rules'
  | 'roster'
  | 'rosterRevision'
> {
  at: Instant;
  by: PersonId;
  door: Door;
}

/** The team is called, and asked to confirm the escalation procedure and their own roles. */
export function firstExercisePage({ at, by, door, ...planned }: ExerciseOpening): ExercisePage {
  const { id, team, facilitator, startsAt } = planned;
  const persons = [...new Set([facilitator, ...team.map(({ person }) => person)])];
  const call = raisedFor(planned, `${id}#1.1` as EffectId, 'exercise-planned', persons, {
    about: 'exercise',
    startsAt,
  });
  return {
    ...{ incident: id, sequence: 1, at, by, door, command: 'plan-exercise' },
    events: [{ type: 'exercise-planned', ...planned }, call],
  };
}
