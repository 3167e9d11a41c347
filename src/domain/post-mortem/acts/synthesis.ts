import { SIDES } from '../../notices/notices';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, isSpeaker } from '../../rule';
import { agreement } from '../sides';
import { WRITERS, type PostMortemRule } from '../rule';
import type { SynthesisText } from '../state';

export const writeSynthesis: PostMortemRule<SynthesisText> = {
  description:
    'Write what customers may read of it: a text of its own, in these fields alone. Nothing of the post-mortem is taken over. Approvals of the text before lapse.',
  ...{ roles: WRITERS, doors: API_ONLY },
  decide: (_hearing, { cause, done, prevention }) => [{ type: 'synthesis-written', cause, done, prevention }],
};

export interface ApproveSynthesis {
  version: number;
}

export const approveSynthesis: PostMortemRule<ApproveSynthesis> = {
  description:
    'Approve exactly this version of the text for customers. Needs one of legal or privacy and one of lead or communications, two people, neither of whom wrote it. Notices may have it then.',
  ...{ roles: [...SIDES.law, ...SIDES.lead], doors: API_ONLY },
  decide: ({ state, said, nextId }, { version }) => {
    const { synthesis } = state;
    if (!synthesis) return refuse('nothing-open', 'There is no text for customers yet: write it (write-synthesis).');
    if (version !== synthesis.version)
      return refuse('stale-text', `The text stands at version ${synthesis.version}; read it again.`, ['/version']);
    if (isSpeaker(said, synthesis.by))
      return refuse('second-person', 'Who wrote it does not approve it; ask a colleague.');
    const agreed = agreement(state.rules, synthesis.approvals, said);
    if ('refused' in agreed) return agreed;
    const { as, approvedBy } = agreed;
    const event = { type: 'synthesis-agreed', version, as } as const;
    return approvedBy.length < 2 ? [event] : [event, { type: 'synthesis-approved', effect: nextId(), approvedBy }];
  },
};
