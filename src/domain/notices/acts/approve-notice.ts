import { awaited, noticeOf, SIDES, sidesOpen, staleness, unknownNotice } from '../notices';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';

export interface ApproveNotice {
  notice: number;
  hash: string;
}

export const approveNotice: CommandRule<ApproveNotice> = {
  description:
    'Approve exactly this text, by its hash. Needs one of legal or privacy and one of lead or communications, two people, neither the drafter.',
  roles: [...SIDES.law, ...SIDES.lead],
  doors: API_ONLY,
  decide: ({ state, said: { by, roles } }, { notice: number, hash }) => {
    const notice = noticeOf(state, number);
    if (!notice) return unknownNotice(state, number);
    const stale = staleness(state, notice, hash, ['drafted', 'approved']);
    if (stale) return stale;
    if (notice.draftedBy === by)
      return refuse('second-person', 'Who drafted a notice cannot approve it; ask a colleague.');
    if (notice.approvals.some((approval) => approval.by === by))
      return refuse('already-so', 'You have approved this notice; the other approval comes from another person.');
    if (notice.status === 'approved')
      return refuse('already-so', `Notice ${number} has both approvals; it waits to be released.`);
    const as = sidesOpen(notice).find((side) => SIDES[side].some((role) => roles.includes(role)));
    if (!as)
      return refuse(
        'already-so',
        `This side has approved; the other approval comes from ${awaited(notice).join(' and ')}.`,
      );
    return [{ type: 'notice-approved', notice: number, hash, as, roles: [...roles] }];
  },
};
