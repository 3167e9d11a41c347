import { raise } from '../../alerts/alerts';
import type { OrphanedCommand } from '../events';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';

export interface Reconciled {
  orphaned: OrphanedCommand[];
}

export const reconciled: CommandRule<Reconciled> = {
  description:
    'What was taken, and this story has no place for: by another run of this incident before a restore, or while the incident could not be reached. It is kept, and people decide what of it must be said again.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state, said, nextId }, { orphaned }) => [
    { type: 'reconciled', orphaned },
    raise(
      state,
      said.at,
      nextId(),
      'set-aside',
      { roles: ['lead', 'privacy'] },
      {
        detail: { about: 'set-aside', commands: [...new Set(orphaned.map(({ command }) => command))] },
        acknowledge: state.stage.stage !== 'closed',
      },
    ),
  ],
};
