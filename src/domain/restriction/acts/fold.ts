import type { Event, Provenance } from '../../events';
import type { Fold } from '../../fold';
import type { Restriction, RestrictionSlice } from '../state';

/** Who may see the incident, where that is not everybody by their role. */
export const foldRestriction: Fold<RestrictionSlice> = ({ restriction }, event, provenance) => {
  if (event.type === 'restricted') return { restriction: restricted(event, provenance) };
  if (event.type === 'restriction-lifted') return { restriction: undefined };
  return restriction ? { restriction: { ...restriction, ...changed(restriction, event, provenance) } } : {};
};

function restricted(
  { reason, members, excluded }: Extract<Event, { type: 'restricted' }>,
  { at, by }: Provenance,
): Restriction {
  return { since: at, by, reason, members, excluded, glass: [], told: [] };
}

function changed({ members, excluded, glass }: Restriction, event: Event, { by }: Provenance): Partial<Restriction> {
  switch (event.type) {
    case 'member-added': {
      const { person, counsel } = event;
      const others = members.filter((member) => member.person !== person);
      return {
        members: [...others, { person, ...(counsel && { counsel }) }],
        glass: glass.filter((one) => one.person !== person),
      };
    }
    case 'member-removed': {
      const isOther = (one: { person: string }) => one.person !== event.person;
      const more = event.excluded ? [event.person] : [];
      return { members: members.filter(isOther), glass: glass.filter(isOther), excluded: [...excluded, ...more] };
    }
    case 'members-lacking':
      return { told: event.lacks };
    case 'glass-broken':
      return { glass: [...glass.filter(({ person }) => person !== by), { person: by, until: event.until }] };
    case 'glass-ended':
      return { glass: glass.filter(({ person }) => person !== event.person) };
    default:
      return {};
  }
}
