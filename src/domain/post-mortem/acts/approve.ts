import { SIDES } from '../../notices/notices';
import { refuse } from '../../primitives/refusal';
import { API_ONLY } from '../../rule';
import { lackingIn } from '../lacking';
import { agreement } from '../sides';
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
    const agreed = agreement(state.rules, state.approvals, said);
    if ('refused' in agreed) return agreed;
    const { as, approvedBy } = agreed;
    const event = { type: 'post-mortem-agreed', version, as } as const;
    if (approvedBy.length < 2) return [event];
    return [event, { type: 'post-mortem-concluded', effect: nextId(), approvedBy }];
  },
};
