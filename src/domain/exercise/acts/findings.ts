import { instantFrom } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import type { PersonId } from '../../primitives/people';
import { API_ONLY } from '../../rule';
import { raisedFor } from '../alerts';
import { PLAYERS, type ExerciseRule } from '../rule';

export interface AddFinding {
  words: string;
  resolution: string;
  owner: PersonId;
  due: string;
}

const FINDINGS_MAX = 60;

export const addFinding: ExerciseRule<AddFinding> = {
  description: 'Add what was seen, and what was agreed to be done about it, by whom and until when. Its owner is told.',
  ...{ roles: PLAYERS, doors: API_ONLY, by: 'team', phases: ['running', 'ended'] },
  decide: ({ state, said, nextId }, { due: until, ...finding }) => {
    const due = instantFrom(until);
    if (!due || due <= said.at) return refuse('impossible-instant', 'Name an instant to come.', ['/due']);
    if (!Object.hasOwn(state.roster, finding.owner))
      return refuse('unknown-person', `Nobody who may act here has the id ${finding.owner}.`, ['/owner']);
    if (state.findings.length >= FINDINGS_MAX) return refuse('too-much', `An exercise holds ${FINDINGS_MAX} findings.`);
    const number = state.findings.length + 1;
    const detail = { about: 'resolution', finding: number, due } as const;
    return [
      { type: 'finding-added', number, ...finding, due },
      ...(finding.owner === said.by ? [] : [raisedFor(state, nextId(), 'resolution-given', [finding.owner], detail)]),
    ];
  },
};

export const resolveFinding: ExerciseRule<{ finding: number; words: string }> = {
  description: 'Say how the agreed resolution was done.',
  ...{ roles: PLAYERS, doors: API_ONLY, by: 'owner', phases: ['running', 'ended', 'concluded'] },
  decide: ({ state }, { finding: number, words }) => {
    const finding = state.findings.find((one) => one.number === number);
    if (!finding) return refuse('nothing-open', `${state.id} has no finding ${number}.`, ['/finding']);
    if (finding.done) return refuse('already-so', `The resolution of finding ${number} is done.`);
    return [{ type: 'finding-resolved', finding: number, words }];
  },
};
