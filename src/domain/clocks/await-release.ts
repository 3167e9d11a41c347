import { isStale } from '../notices/notices';
import type { Notice } from '../notices/state';
import { waitingClock } from './waiting';

/** An approved notice until its release. */
export const awaitRelease = waitingClock('await-release', {
  alert: 'release-overdue',
  toldBy: ['notice-approved'],
  hours: ({ releaseHours }) => releaseHours,
  waiting: (state) =>
    state.notices.flatMap((notice) => {
      const { status, number, hash, draftedBy } = notice;
      if (status !== 'approved' || !hash || isStale(state, notice)) return [];
      const detail = { about: 'notice', notice: number, hash, draftedBy } as const;
      return { subject: subjectOf(notice), to: { roles: ['lead', 'privacy'] }, detail };
    }),
  isAnswered: ({ notices }, subject) =>
    notices.some((notice) => subjectOf(notice) === subject && ['released', 'sent'].includes(notice.status)),
});

function subjectOf({ number }: Notice): string {
  return `notice ${number}`;
}
