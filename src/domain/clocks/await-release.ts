import { isStale, textOf } from '../notices/notices';
import type { Notice } from '../notices/state';
import { waitingClock } from './waiting';

/** An approved notice until its release. */
export const awaitRelease = waitingClock('await-release', {
  alert: 'release-overdue',
  toldBy: ['notice-approved'],
  hours: ({ releaseHours }) => releaseHours,
  waiting: (state) =>
    state.notices.flatMap((notice) => {
      const { status, hash } = notice;
      if (status !== 'approved' || !hash || isStale(state, notice)) return [];
      return { subject: subjectOf(notice), to: { roles: ['lead', 'privacy'] }, detail: textOf(notice) };
    }),
  isAnswered: ({ notices }, subject) =>
    notices.some((notice) => subjectOf(notice) === subject && ['released', 'sent'].includes(notice.status)),
});

function subjectOf({ number }: Notice): string {
  return `notice ${number}`;
}
