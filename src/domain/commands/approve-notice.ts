import { noticeOf, staleness } from '../notices';
import type { Role } from '../people';
import { refuse } from '../refusal';
import type { Notice } from '../state';
import { API_ONLY, type CommandRule } from './rule';

export interface ApproveNotice {
  notice: number;
  hash: string;
}

const LAW: readonly Role[] = ['legal', 'privacy'];
const LEAD: readonly Role[] = ['lead', 'communications'];

export const approveNotice: CommandRule<ApproveNotice> = {
  description:
    'Approve exactly this text, by its hash. Needs one of legal or privacy and one of lead or communications, two people, neither the drafter.',
  roles: [...LAW, ...LEAD],
  doors: API_ONLY,
  decide: ({ state, said }, payload) => {
    const notice = noticeOf(state, payload.notice);
    if (!notice) return refuse('unknown-notice', `This incident has no notice ${payload.notice}.`);
    const stale = staleness(notice, payload.hash, ['drafted', 'approved']);
    if (stale) return stale;
    if (notice.draftedBy === said.by)
      return refuse('second-person', 'Who drafted a notice cannot approve it; ask a colleague.');
    if (notice.approvals.some((approval) => approval.by === said.by))
      return refuse('already-so', 'You have approved this notice; the other approval comes from another person.');
    const side = openSide(notice, said.roles);
    if (!side)
      return refuse(
        'already-so',
        'This side has approved; the other approval comes from ' +
          (LAW.some((role) => said.roles.includes(role)) ? 'lead or communications.' : 'legal or privacy.'),
      );
    return [{ type: 'notice-approved', notice: notice.number, hash: payload.hash, as: side }];
  },
};

function openSide(notice: Notice, roles: readonly Role[]): 'law' | 'lead' | undefined {
  const given = notice.approvals.map((approval) => approval.as);
  if (!given.includes('law') && LAW.some((role) => roles.includes(role))) return 'law';
  if (!given.includes('lead') && LEAD.some((role) => roles.includes(role))) return 'lead';
  return undefined;
}
