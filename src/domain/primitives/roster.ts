import type { Roster, RosterChange } from './people';

interface KnownRoster {
  rosterRevision: number;
  rosterMissed?: number;
}

/**
 * A change is told as the roles that somebody holds from then on, so that one that comes twice, or covers what was heard already, does no
 * harm. One that follows on a revision not heard of is not taken: the page that says so has the register answer with all that is new.
 */
export function changeHeard(
  { rosterRevision, rosterMissed = 0 }: KnownRoster,
  { after, revision, changes }: RosterChange,
) {
  if (revision <= rosterRevision) return undefined;
  if (after <= rosterRevision) return { type: 'roster-changed', changes, revision } as const;
  return revision > rosterMissed ? ({ type: 'roster-missed', revision } as const) : undefined;
}

/** Whoever holds no role any more is not in it. */
export function withRoles(roster: Roster, changes: Roster): Roster {
  return Object.fromEntries(Object.entries({ ...roster, ...changes }).filter(([, roles]) => roles.length > 0));
}
