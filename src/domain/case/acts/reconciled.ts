import { raise } from '../../alerts/alerts';
import type { Displaced } from '../../events';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';

export interface Reconciled {
  displaced: Displaced[];
}

export const reconciled: CommandRule<Reconciled> = {
  description:
    'What was taken, and this story has no place for: by another run of this incident before a restore, or while the incident could not be reached. It is kept, and people decide what of it must be said again.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state, said, nextId }, { displaced }) => [
    { type: 'reconciled', displaced },
    raise(
      state,
      said.at,
      nextId(),
      'set-aside',
      { roles: ['lead', 'privacy'] },
      {
        detail: { about: 'set-aside', commands: [...new Set(displaced.map(({ command }) => command))] },
        acknowledge: state.stage.stage !== 'closed',
      },
    ),
  ],
};
