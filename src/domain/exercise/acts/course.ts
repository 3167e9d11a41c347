import { refuse } from '../../primitives/refusal';
import { API_ONLY } from '../../rule';
import { raisedFor } from '../alerts';
import { ended } from '../clocks';
import { lackingInExercise } from '../lacking';
import { PLAYERS, type ExerciseRule } from '../rule';

export const endExercise: ExerciseRule<{ words: string }> = {
  description: 'End the exercise before its time: its incident closes, and the score card is made.',
  ...{ roles: PLAYERS, doors: API_ONLY, by: 'leads', phases: ['running'] },
  decide: ({ state, nextId }, { words }) =>
    state.incident ? [ended(words, nextId)] : refuse('wrong-stage', 'Its incident is being opened; end it after that.'),
};

export const cancelExercise: ExerciseRule<{ reason: string }> = {
  description: 'Call off an exercise that has not begun. It counts for no department.',
  ...{ roles: PLAYERS, doors: API_ONLY, by: 'leads', phases: ['planned'] },
  decide: (_, { reason }) => [{ type: 'exercise-cancelled', reason }],
};

export const concludeExercise: ExerciseRule<{ words: string }> = {
  description:
    'Conclude the exercise: attendance is recorded, findings and resolutions are agreed, and the report stands. Resolutions are asked for until each is done.',
  ...{ roles: PLAYERS, doors: API_ONLY, by: 'leads', phases: ['ended'] },
  decide: ({ state, nextId }, { words }) => {
    const lacking = lackingInExercise(state);
    if (lacking.length > 0)
      return refuse('still-open', `This cannot be concluded yet: ${lacking.join('; ')}.`, lacking);
    const persons = state.team.map(({ person }) => person);
    const detail = { about: 'exercise', startsAt: state.startsAt } as const;
    return [{ type: 'exercise-concluded', words }, raisedFor(state, nextId(), 'exercise-ended', persons, detail)];
  },
};
