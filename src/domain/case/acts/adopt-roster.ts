import { approvalsLapsed } from '../../notices/lapsed';
import type { Roster } from '../../primitives/people';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';

export interface AdoptRoster {
  revision: number;
  roster: Roster;
}

/**
 * Rosters come by more than one way and overtake each other: an older one would give back a role that was taken away. So the revision is kept
 * also where the people are the same.
 */
export const adoptRoster: CommandRule<AdoptRoster> = {
  description: 'The register has other people or roles than this incident knew.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, { roster, revision }) => {
    if (revision <= hearing.state.rosterRevision) return [];
    const adopted = { type: 'roster-adopted', roster, revision } as const;
    return [adopted, ...approvalsLapsed(hearing, adopted)];
  },
};
