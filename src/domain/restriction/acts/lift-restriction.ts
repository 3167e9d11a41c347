import { raise } from '../../alerts/alerts';
import type { Event } from '../../events';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';
import { membersOf } from '../../visibility';
import { KEEPERS } from '../lacks';
import { notRestricted } from './members';

export interface LiftRestriction {
  reason: string;
  /** Puts a lifting that was asked for aside. */
  decline?: boolean;
}

export const liftRestriction: CommandRule<LiftRestriction> = {
  description:
    'Open a restricted incident to all again, those who were excluded too: one member asks, and another confirms.',
  roles: KEEPERS,
  doors: API_ONLY,
  decide: ({ state, said, nextId, after }, { reason, decline }) => {
    const { restriction, asked } = state;
    if (!restriction) return notRestricted();
    if (decline)
      return asked.lifting
        ? [{ type: 'ask-declined', ask: 'lifting', reason }]
        : refuse('nothing-open', 'Nobody asked for the restriction to be lifted.');
    if (!asked.lifting) {
      const to = { roles: [...KEEPERS] };
      const options = { detail: { about: 'lifting', askedBy: said.by } as const };
      return [{ type: 'lift-asked', reason }, raise(state, said.at, nextId(), 'second-person-needed', to, options)];
    }
    const { by: askedBy, reason: why } = asked.lifting;
    if (askedBy === said.by) return refuse('second-person', 'You asked for it; another member must confirm it.');
    const lifted: Event = { type: 'restriction-lifted', reason: why, askedBy, confirmation: reason };
    const persons = membersOf(restriction);
    return [lifted, raise(after([lifted]), said.at, nextId(), 'restriction-lifted', { persons })];
  },
};
