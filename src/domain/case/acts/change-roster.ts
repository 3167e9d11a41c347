import { approvalsLapsed } from '../../notices/lapsed';
import type { RosterChange } from '../../primitives/people';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';

/**
 * A change is told as the roles that somebody holds from then on, so that one that comes twice, or covers what was heard already, does no
 * harm. One that follows on a revision not heard of is not taken: the page that says so has the register answer with all that is new.
 */
export const changeRoster: CommandRule<RosterChange> = {
  description: 'In the register people were given roles, or lost them.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, { after, revision, changes }) => {
    const { rosterRevision, rosterMissed = 0 } = hearing.state;
    if (revision <= rosterRevision) return [];
    if (after <= rosterRevision) {
      const changed = { type: 'roster-changed', changes, revision } as const;
      return [changed, ...approvalsLapsed(hearing, changed)];
    }
    return revision > rosterMissed ? [{ type: 'roster-missed', revision }] : [];
  },
};
