import { lackingFacts } from '../notices/needs';
import { isStale, rolesToApprove, textOf } from '../notices/notices';
import type { Notice } from '../notices/state';
import { waitingClock } from './waiting';

/** A composed text until its second approval. */
export const awaitApproval = waitingClock('await-approval', {
  alert: 'approval-overdue',
  toldBy: ['notice-awaits-approval'],
  hours: ({ approvalHours }) => approvalHours,
  waiting: (state) =>
    state.notices.flatMap((notice) => {
      const { status, kind, hash } = notice;
      const isApprovable = hash && !isStale(state, notice) && lackingFacts(state, kind).length === 0;
      if (status !== 'drafted' || !isApprovable) return [];
      const roles = rolesToApprove(state, notice);
      return { subject: subjectOf(notice), to: { roles }, detail: textOf(notice) };
    }),
  isAnswered: ({ notices }, subject) =>
    notices.some((notice) => subjectOf(notice) === subject && ['approved', 'released', 'sent'].includes(notice.status)),
});

/** A second text of the same notice, such as after an approval that no longer counts, waits anew. */
function subjectOf({ number, lapsed }: Notice): string {
  return `notice ${number}, approval ${1 + (lapsed?.length ?? 0)}`;
}
