import { refuse } from '../../primitives/refusal';
import type { Role } from '../../primitives/people';
import { API_ONLY, type CommandRule } from '../../rule';
import { noticeOf, unknownNotice } from '../notices';
import type { CustomerId } from '../../primitives/parties';

export interface AllowName {
  notice: number;
  customer: CustomerId;
  reason: string;
}

export const APPROVERS: readonly Role[] = ['legal', 'privacy', 'lead', 'communications'];

export const allowName: CommandRule<AllowName> = {
  description:
    'Say why the name of another customer, or of its contact, may stand in a notice, where it was found: by default no notice with such a name is approved.',
  roles: APPROVERS,
  doors: API_ONLY,
  decide: ({ state }, { notice: number, customer, reason }) => {
    const notice = noticeOf(state, number);
    if (!notice) return unknownNotice(state, number);
    return notice.names?.some((one) => one.customer === customer)
      ? [{ type: 'name-allowed', notice: number, customer, reason }]
      : refuse('nothing-open', `Nothing in notice ${number} names ${customer}.`, ['/customer']);
  },
};
