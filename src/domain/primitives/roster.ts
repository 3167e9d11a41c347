import type { Roster, RosterChange } from './people';

export type RosterEvent =
  | { type: 'roster-adopted'; roster: Roster; revision: number }
  | { type: 'roster-changed'; changes: Roster; revision: number }
  /** It was told of a change, and not of those before it: the register answers with all that is new. */
  | { type: 'roster-missed'; revision: number };

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

/** Who holds which role after one more event, of an incident or of a process beside it. */
export function rosterAfter(roster: Roster, event: RosterEvent): Partial<KnownRoster> & { roster?: Roster } {
  switch (event.type) {
    case 'roster-adopted':
      return { roster: event.roster, rosterRevision: event.revision };
    case 'roster-changed':
      return { roster: withRoles(roster, event.changes), rosterRevision: event.revision };
    case 'roster-missed':
      return { rosterMissed: event.revision };
  }
}

/** Whoever holds no role any more is not in it. */
function withRoles(roster: Roster, changes: Roster): Roster {
  return Object.fromEntries(Object.entries({ ...roster, ...changes }).filter(([, roles]) => roles.length > 0));
}
