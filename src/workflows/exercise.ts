import { exerciseAlarms } from '../domain/exercise/clocks';
import { allExerciseCommands, isExerciseCommand } from '../domain/exercise/commands';
import { decideExercise } from '../domain/exercise/decide';
import type { ExercisePage } from '../domain/exercise/events';
import { evolveExercise } from '../domain/exercise/evolve';
import { firstExercisePage, type ExerciseOpening } from '../domain/exercise/opening';
import type { ExerciseState } from '../domain/exercise/state';
import {
  exerciseAnswer,
  exerciseView,
  isExerciseOver,
  type ExerciseAnswer,
  type ExerciseView,
} from '../domain/exercise/view';
import { receiveBy } from '../domain/receive';
import type { Begun } from './beginning';
import { exerciseEffects } from './exercise-effects';
import { carry, type Aggregate, type Carried } from './shell';

export type ExerciseInput = ({ opening: ExerciseOpening } | Carried<ExerciseState, ExercisePage>) & Begun;

/** One exercise, from its plan until the last resolution that was agreed on is done. It keeps the world's time; its incident keeps the story's. */
export async function exercise(input: ExerciseInput): Promise<{ sequence: number; outcome: string }> {
  return await carry(EXERCISE, input, () => ('state' in input ? input : { first: firstExercisePage(input.opening) }));
}

const EXERCISE: Aggregate<ExerciseState, ExercisePage, ExerciseAnswer, ExerciseView> = {
  commands: allExerciseCommands,
  isPersonCommand: isExerciseCommand,
  receive: (state, ...heard) => receiveBy(decideExercise, state, ...heard),
  evolve: evolveExercise,
  upgraded: (state) => state,
  answerOf: exerciseAnswer,
  view: { of: exerciseView, description: 'The exercise as it stands, without what its scenario still holds.' },
  alarmsOf: exerciseAlarms,
  effects: exerciseEffects,
  isEnded: isExerciseOver,
  outcomeOf: ({ phase }) => phase,
  uncancellable:
    'An exercise is called off by cancel-exercise, or ended by end-exercise, not by cancelling its workflow.',
};
