import { approvalsLapsed } from '../../notices/lapsed';
import type { RosterChange } from '../../primitives/people';
import { changeHeard } from '../../primitives/roster';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';

export const changeRoster: CommandRule<RosterChange> = {
  description: 'In the register people were given roles, or lost them.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, change) => {
    const heard = changeHeard(hearing.state, change);
    if (heard?.type === 'roster-changed') return [heard, ...approvalsLapsed(hearing, heard)];
    return heard ? [heard] : [];
  },
};
