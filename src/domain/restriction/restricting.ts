import { raise } from '../alerts/alerts';
import type { Rules } from '../case/rules';
import type { Event } from '../events';
import type { PersonId, Roster } from '../primitives/people';
import { refuse, type Refusal } from '../primitives/refusal';
import type { CommandContext } from '../rule';
import type { IncidentState } from '../state';
import type { Scenario } from '../triage/triage';
import { holds, KEEPERS } from './lacks';
import type { Member } from './state';

/** Who is named as members; without names, the fewest who can act. */
export interface Naming {
  reason?: string;
  members?: PersonId[];
  /** Of the members, who reads what is privileged, whatever roles they hold. */
  counsel?: PersonId[];
  /** Who is under suspicion, or in it himself: never a member. */
  excluded?: PersonId[];
}

type Restricted = Extract<Event, { type: 'restricted' }>;

export function restrictedBy(roster: Roster, naming: Naming, reason: string): Restricted {
  const { members, counsel = [], excluded = [] } = naming;
  const mayBe = (person: PersonId) => Object.hasOwn(roster, person) && !excluded.includes(person);
  const named = [...new Set([...(members ?? []), ...counsel])].filter(mayBe);
  const people =
    named.length > 0 ? named : Object.keys(roster).filter((one) => mayBe(one) && holds(roster, one, KEEPERS));
  const asMember = (person: PersonId): Member => ({ person, ...(counsel.includes(person) && { counsel: true }) });
  return { type: 'restricted', reason, members: people.map(asMember), excluded: [...new Set(excluded)] };
}

/** What restricting makes happen beside itself: members hear, and approvals of who is excluded count no more. */
export function restricting({ state, said, nextId, after }: CommandContext, restricted: Restricted): Event[] {
  const persons = restricted.members.map(({ person }) => person).filter((person) => person !== said.by);
  const events: Event[] = [restricted, ...approvalsOf(state, restricted.excluded)];
  if (persons.length === 0) return events;
  return [...events, raise(after(events), said.at, nextId(), 'restricted', { persons })];
}

export function approvalsOf({ notices }: IncidentState, excluded: readonly PersonId[]): Event[] {
  return notices
    .filter(({ status }) => status === 'drafted' || status === 'approved')
    .flatMap(({ number: notice, approvals }) =>
      approvals
        .filter(({ by }) => excluded.includes(by))
        .map(({ by: person }): Event => ({ type: 'approval-lapsed', notice, person })),
    );
}

/** Refuses names that nobody has, and a naming that would leave nobody who could let others in. */
export function namingFault(roster: Roster, naming: Naming): Refusal | undefined {
  const { members = [], counsel = [], excluded = [] } = naming;
  const strangers = [...members, ...counsel].filter((person) => !Object.hasOwn(roster, person));
  if (strangers.length > 0)
    return refuse('unknown-person', `Nobody who may act here has the id ${strangers.join(', ')}; see /api/people.`, [
      '/members',
    ]);
  const both = [...members, ...counsel].filter((person) => excluded.includes(person));
  if (both.length > 0)
    return refuse('missing', `Named as member and as excluded: ${both.join(', ')}. Name them once.`, ['/excluded']);
  return restrictedBy(roster, naming, '').members.length === 0 || !isOpenable(roster, naming)
    ? refuse('missing', 'Nobody would be left who could act, or let others in. Name members who can.', ['/members'])
    : undefined;
}

/** By a member who adds others, or by an executive who breaks the glass. */
function isOpenable(roster: Roster, naming: Naming): boolean {
  const { members, excluded } = restrictedBy(roster, naming, '');
  const isKept = members.some(({ person }) => holds(roster, person, KEEPERS));
  return isKept || Object.keys(roster).some((one) => !excluded.includes(one) && holds(roster, one, ['executive']));
}

/** Triage that finds an insider restricts by itself, where the rules say so. */
export function isRestrictedScenario({ restriction }: Rules, scenario: Scenario | undefined): boolean {
  return scenario !== undefined && (restriction?.scenarios.includes(scenario) ?? false);
}
