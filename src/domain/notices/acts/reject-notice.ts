import type { TextHash } from '../state';
import { noticeOf, settled, unknownNotice } from '../notices';
import { alertOfRejection } from '../news';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';

export interface RejectNotice {
  notice: number;
  hash: TextHash;
  reason: string;
}

export const rejectNotice: CommandRule<RejectNotice> = {
  description: 'Reject this text, with the reason. It cannot be released any more; draft again.',
  roles: ['legal', 'privacy', 'lead', 'communications'],
  doors: API_ONLY,
  decide: (hearing, { notice: number, hash, reason }) => {
    const { state } = hearing;
    const notice = noticeOf(state, number);
    if (!notice) return unknownNotice(state, number);
    if (!['composing', 'drafted', 'approved'].includes(notice.status)) return settled(notice);
    if (notice.hash !== hash) return refuse('stale-text', 'That hash is not of this notice; read the text again.');
    return [{ type: 'notice-rejected', notice: number, hash, reason }, ...alertOfRejection(hearing, notice, reason)];
  },
};
