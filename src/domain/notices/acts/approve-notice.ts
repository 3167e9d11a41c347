import { approversOf, awaited, noticeOf, SIDES, sidesOf, sidesOpen, staleness, unknownNotice } from '../notices';
import { contentFault } from '../needs';
import type { Event } from '../../events';
import { alertOfApproval } from '../news';
import { refuse } from '../../primitives/refusal';
import type { Side, TextHash, RecipientsHash } from '../state';
import { API_ONLY, isSpeaker, type CommandRule } from '../../rule';

export interface ApproveNotice {
  notice: number;
  hash: TextHash;
  recipientsHash?: RecipientsHash;
}

export const approveNotice: CommandRule<ApproveNotice> = {
  description:
    'Approve exactly this text, by its hash, and what each recipient reads, by the hash of the recipients. Needs one of legal or privacy and one of lead or communications, or whom the rules of the incident name, two people, neither the drafter.',
  roles: [...SIDES.law, ...SIDES.lead],
  doors: API_ONLY,
  decide: (hearing, { notice: number, hash, recipientsHash }) => {
    const { state, said } = hearing;
    const { roles, credential } = said;
    const notice = noticeOf(state, number);
    if (!notice) return unknownNotice(state, number);
    const stale = staleness(state, notice, { hash, recipientsHash }, ['drafted', 'approved']);
    const fault = stale ?? contentFault(state, notice, said.at);
    if (fault) return fault;
    if (isSpeaker(said, notice.draftedBy))
      return refuse('second-person', 'Who drafted a notice cannot approve it; ask a colleague.');
    if (notice.approvals.some((approval) => isSpeaker(said, approval.by)))
      return refuse('already-so', 'You have approved this notice; the other approval comes from another person.');
    if (notice.status === 'approved')
      return refuse('already-so', `Notice ${number} has both approvals; it waits to be released.`);
    const sides = sidesOf(state);
    const isOf = (side: Side) => sides[side].some((role) => roles.includes(role));
    if (!isOf('law') && !isOf('lead'))
      return refuse('not-permitted', `By this incident's rules ${approversOf(state).join(', ')} approve.`);
    const as = sidesOpen(state, notice).find(isOf);
    if (!as)
      return refuse(
        'already-so',
        `This side has approved; the other approval comes from ${awaited(state, notice).join(' and ')}.`,
      );
    const approved: Event = {
      ...{ type: 'notice-approved', notice: number, hash, as, roles: [...roles] },
      ...(recipientsHash && { recipientsHash }),
      ...(credential && { credential }),
    };
    return [approved, ...alertOfApproval(hearing, approved)];
  },
};
