import { raise } from '../alerts/alerts';
import type { Event } from '../events';
import type { EffectId } from '../effects/state';
import { sidesOf } from '../notices/notices';
import type { Instant } from '../primitives/instant';
import type { PersonId, Role, Roster } from '../primitives/people';
import type { IncidentState } from '../state';
import { membersOf } from '../visibility';
import type { Lack, Restriction } from './state';

/** Who may add members, remove them, and lift the restriction, being members. */
export const KEEPERS: readonly Role[] = ['privacy', 'legal', 'executive'];
const DRAFTERS: readonly Role[] = ['responder', 'lead', 'privacy', 'legal', 'communications'];

/** What the incident may ask for and no member can do; empty where it is not restricted. */
export function lacksOf(state: IncidentState): Lack[] {
  const { restriction } = state;
  if (!restriction) return [];
  const people = membersOf(restriction);
  const holding = (roles: readonly Role[]) => people.filter((person) => holds(state.roster, person, roles));
  const { law, lead } = sidesOf(state);
  const keepers = holding(KEEPERS).length;
  const sides = [holding(law), holding(lead)] as const;
  const isEachSide = sides.every((side) => side.length > 0);
  return [
    ...(sides[0].length === 0 ? (['law'] as const) : []),
    ...(sides[1].length === 0 ? (['lead'] as const) : []),
    ...(isEachSide && !areThree(sides, holding(DRAFTERS)) ? (['drafter'] as const) : []),
    ...(holding(['executive']).length === 0 ? (['executive'] as const) : []),
    ...(keepers === 0 ? (['keeper'] as const) : []),
    ...(keepers === 1 ? (['second-keeper'] as const) : []),
  ];
}

/** Two people approve a notice, and a third has drafted it. */
function areThree([law, lead]: readonly [PersonId[], PersonId[]], drafters: PersonId[]): boolean {
  return law.some((one) =>
    lead.some((other) => other !== one && drafters.some((third) => third !== one && third !== other)),
  );
}

/** Whoever may add members hears what those cannot do among themselves; where nobody may, the executives outside hear that there is nobody. */
export function lackingTold(state: IncidentState, at: Instant, nextId: () => EffectId): Event[] {
  const { restriction } = state;
  if (!restriction) return [];
  const lacks = lacksOf(state);
  const isNew = lacks.some((lack) => !restriction.told.includes(lack));
  if (!isNew && lacks.length === restriction.told.length) return [];
  const recorded: Event = { type: 'members-lacking', lacks };
  if (!isNew) return [recorded];
  const keepers = keepersOf(state, restriction);
  if (keepers.length === 0) return [recorded, raise(state, at, nextId(), 'members-silent', { roles: ['executive'] })];
  const options = { detail: { about: 'lacks', lacks } as const };
  return [recorded, raise(state, at, nextId(), 'members-lacking', { persons: keepers }, options)];
}

function keepersOf({ roster }: IncidentState, restriction: Restriction): PersonId[] {
  return membersOf(restriction).filter((person) => holds(roster, person, KEEPERS));
}

export function holds(roster: Roster, person: PersonId, roles: readonly Role[]): boolean {
  return Object.hasOwn(roster, person) && (roster[person] ?? []).some((role) => roles.includes(role));
}
