import { SIDES } from '../../notices/notices';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, isSpeaker } from '../../rule';
import { lackingIn } from '../lacking';
import { nextSide } from '../sides';
import type { PostMortemRule } from '../rule';

export interface ApprovePostMortem {
  version: number;
}

export const approvePostMortem: PostMortemRule<ApprovePostMortem> = {
  description:
    'Approve exactly this version of it. Needs one of legal or privacy and one of lead or communications, two people. The incident may be closed then.',
  ...{ roles: [...SIDES.law, ...SIDES.lead], doors: API_ONLY, writes: true },
  decide: ({ state, said, nextId }, { version }) => {
    if (version !== state.version)
      return refuse('stale-text', `It stands at version ${state.version}; read it again.`, ['/version']);
    const lacking = lackingIn(state);
    if (lacking.length > 0) return refuse('missing', `It still needs: ${lacking.join('; ')}.`, lacking);
    if (state.approvals.some(({ by }) => isSpeaker(said, by)))
      return refuse('already-so', 'You have approved it; the other approval comes from another person.');
    const as = nextSide(state.rules, state.approvals, said.roles);
    if (!as) return refuse('already-so', 'Your side has approved it; the other approval comes from the other side.');
    const agreed = { type: 'post-mortem-agreed', version, as } as const;
    const approvedBy = [...state.approvals.map(({ by }) => by), said.by];
    if (approvedBy.length < 2) return [agreed];
    return [agreed, { type: 'post-mortem-concluded', effect: nextId(), approvedBy }];
  },
};
