import type { Roster } from '../people';
import { SYSTEM_DOOR, type CommandRule } from './rule';

export interface AdoptRoster {
  revision: number;
  roster: Roster;
}

export const adoptRoster: CommandRule<AdoptRoster> = {
  description: 'The register has other people or roles than this incident knew.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state }, { roster }) =>
    JSON.stringify(roster) === JSON.stringify(state.roster) ? [] : [{ type: 'roster-adopted', roster }],
};
