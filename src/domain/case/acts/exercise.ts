import { raise } from '../../alerts/alerts';
import type { Role } from '../../primitives/people';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';

export interface ExerciseInjected {
  inject: string;
  from: string;
  words: string;
  to: Role[];
}

/** Only an incident that is an exercise hears these; any other takes nothing from them. */
export const exerciseInjected: CommandRule<ExerciseInjected> = {
  description: 'In an exercise something happens, as its scenario says: the players hear of it.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state, said, nextId }, { inject, from, words, to }) => {
    if (!state.report.exercise || state.stage.stage === 'closed') return [];
    const detail = { about: 'inject', from, words } as const;
    return [
      { type: 'exercise-injected', inject, from, words },
      raise(state, said.at, nextId(), 'exercise-inject', { roles: to }, { detail }),
    ];
  },
};

export const exerciseOver: CommandRule<{ outcome: string }> = {
  description: 'The exercise is over: its incident closes, whatever stands open.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state }, { outcome }) =>
    state.report.exercise && state.stage.stage !== 'closed' ? [{ type: 'closed', outcome }] : [],
};
