import { raise } from '../../alerts/alerts';
import type { Event } from '../../events';
import { HOUR, plus } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';
import { membersOf, sightOf } from '../../visibility';

export interface BreakGlass {
  reason: string;
}

/** Where the rules of the incident name no hours. */
const GLASS_HOURS = 4;

export const breakGlass: CommandRule<BreakGlass> = {
  description:
    'An executive who is neither member nor excluded lets themselves into a restricted incident, for some hours: members, privacy and auditors hear at once.',
  roles: ['executive'],
  doors: API_ONLY,
  decide: ({ state, said, nextId, after }, { reason }) => {
    const { restriction, rules } = state;
    if (!restriction || sightOf({ id: said.by, roles: said.roles }, state, said.at) === 'whole')
      return refuse('already-so', 'You see this incident already.');
    const until = plus(said.at, (rules.restriction?.glassHours ?? GLASS_HOURS) * HOUR);
    const broken: Event = { type: 'glass-broken', reason, until };
    const [then, detail] = [after([broken]), { about: 'glass', by: said.by, until } as const];
    const members = { persons: membersOf(restriction) };
    return [
      broken,
      raise(then, said.at, nextId(), 'glass-broken', members, { detail: { ...detail, reason } }),
      raise(then, said.at, nextId(), 'glass-witness', { roles: ['privacy', 'auditor'] }, { detail }),
    ];
  },
};
