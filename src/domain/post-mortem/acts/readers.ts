import { instantFrom } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import type { PersonId } from '../../primitives/people';
import { API_ONLY } from '../../rule';
import { raisedFor } from '../alerts';
import { KEEPERS, type PostMortemRule } from '../rule';

export interface AdmitMember {
  person: PersonId;
  reason: string;
}

export const admitMember: PostMortemRule<AdmitMember> = {
  description: 'Let somebody else read and write it.',
  ...{ roles: KEEPERS, doors: API_ONLY },
  decide: ({ state, nextId }, { person, reason }) => {
    if (!Object.hasOwn(state.roster, person) || state.excluded.includes(person))
      return refuse('unknown-person', `Nobody who may act here has the id ${person}.`, ['/person']);
    if (state.members.includes(person)) return refuse('already-so', `${person} is a member already.`);
    const detail = { about: 'post-mortem', due: state.due } as const;
    const raised = raisedFor(state, nextId(), 'post-mortem-opened', { persons: [person] }, detail);
    return [{ type: 'member-admitted', person, reason }, raised];
  },
};

export const dismissMember: PostMortemRule<AdmitMember> = {
  description: 'Somebody reads and writes it no more.',
  ...{ roles: KEEPERS, doors: API_ONLY },
  decide: ({ state }, { person, reason }) => {
    if (!state.members.includes(person)) return refuse('nothing-open', `${person} is no member.`, ['/person']);
    const left = state.members.filter((one) => one !== person);
    const isKept = left.some((one) => state.roster[one]?.some((role) => KEEPERS.includes(role)));
    return isKept
      ? [{ type: 'member-dismissed', person, reason }]
      : refuse('missing', 'No member would be left who may let others in. Admit one of legal or privacy first.');
  },
};

export interface NameAuditor {
  person: PersonId;
  until: string;
  reason: string;
}

export const nameAuditor: PostMortemRule<NameAuditor> = {
  description: 'Let a person with the role auditor read its contents, until an end.',
  ...{ roles: KEEPERS, doors: API_ONLY },
  decide: ({ said }, { person, until: end, reason }) => {
    const until = instantFrom(end);
    return until && until > said.at
      ? [{ type: 'auditor-named', person, until, reason }]
      : refuse('impossible-instant', 'An audit has an end: "until" must be an instant to come.', ['/until']);
  },
};
