import { raise } from '../../alerts/alerts';
import type { Event } from '../../events';
import type { PersonId } from '../../primitives/people';
import { refuse, type Refusal } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';
import type { IncidentState } from '../../state';
import { membersOf } from '../../visibility';
import { KEEPERS } from '../lacks';
import { approvalsOf, namingFault } from '../restricting';
import type { Restriction } from '../state';

export interface AddMember {
  person: PersonId;
  reason: string;
  counsel?: boolean;
}

export interface RemoveMember {
  person: PersonId;
  reason: string;
  /** Under suspicion: also of somebody who is no member, who then never becomes one. */
  excluded?: boolean;
}

export const addMember: CommandRule<AddMember> = {
  description: 'Let somebody see and act in a restricted incident; with "counsel", also read what is privileged.',
  roles: KEEPERS,
  doors: API_ONLY,
  decide: ({ state, said, nextId, after }, { person, reason, counsel }) => {
    const { restriction } = state;
    const fault = restriction ? strangerFault(state, restriction, person) : notRestricted();
    if (fault) return fault;
    const before = restriction?.members.find((member) => member.person === person);
    if (before && (before.counsel ?? false) === (counsel ?? false))
      return refuse('already-so', `${person} is a member already.`);
    const added: Event = { type: 'member-added', person, ...(counsel && { counsel: true }), reason };
    return [added, ...(before ? [] : [raise(after([added]), said.at, nextId(), 'restricted', { persons: [person] })])];
  },
};

export const removeMember: CommandRule<RemoveMember> = {
  description:
    'Take a member out of a restricted incident; with "excluded", also somebody who is none yet, and for as long as it is restricted.',
  roles: KEEPERS,
  doors: API_ONLY,
  decide: ({ state }, { person, reason, excluded }) => {
    const { restriction } = state;
    if (!restriction) return notRestricted();
    if (restriction.excluded.includes(person)) return refuse('already-so', `${person} is excluded already.`);
    const isInside = [...restriction.members, ...restriction.glass].some((one) => one.person === person);
    if (!isInside && !excluded) return refuse('nothing-open', `${person} is no member.`);
    const members = membersOf(restriction).filter((one) => one !== person);
    const left = { members, excluded: [...restriction.excluded, ...(excluded ? [person] : [])] };
    const fault = members.length === 0 ? nobodyLeft() : namingFault(state.roster, left);
    if (fault && fault.refused !== 'unknown-person') return fault;
    const removed: Event = { type: 'member-removed', person, ...(excluded && { excluded: true }), reason };
    return [removed, ...(excluded ? approvalsOf(state, [person]) : [])];
  },
};

function strangerFault({ roster }: IncidentState, { excluded }: Restriction, person: PersonId): Refusal | undefined {
  if (excluded.includes(person))
    return refuse('wrong-class', `${person} is excluded, and becomes no member while the incident is restricted.`);
  if (Object.hasOwn(roster, person)) return undefined;
  return refuse('unknown-person', `Nobody who may act here has the id ${person}; see /api/people.`, ['/person']);
}

function nobodyLeft(): Refusal {
  return refuse('missing', 'They are the only member: add another one first.', ['/person']);
}

export function notRestricted(): Refusal {
  return refuse('nothing-open', 'The incident is not restricted: everybody sees it by their role (restrict).');
}
