import { obligationIdOf } from './state';
import type { Event } from '../events';
import { wentOut } from '../notices/notices';
import type { Notice } from '../notices/state';
import { HOUR, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import { holdDetail } from './await-second-person';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';
import type { Obligation } from './state';

/** A notice that is held is looked at again, however long that goes on: the promise to customers runs on beside it. */
export const holdReview: OwnClock = {
  owedTo: 'us',
  onDue: {
    alert: 'hold-overdue',
    to: (state, it) => ({ persons: heldBy(state, it) }),
    detail: (state, it) => {
      const notice = noticeUnder(state, it);
      return notice?.held && holdDetail({ number: notice.number, held: notice.held });
    },
    reaskAfterMs: ({ reasonQuietHours }) => reasonQuietHours * HOUR,
    leavesUndecided: () => false,
  },
  toldBy: [],
  follows: (state, at) => {
    const open = state.obligations.filter(({ kind, status }) => kind === 'hold-review' && status === 'open');
    const ended = open.filter((it) => !noticeUnder(state, it)?.held).map((it) => metAt(it, at));
    const begun = state.notices.filter((one) => isHeld(one) && !open.some((it) => it.subject === subjectOf(one)));
    return [...ended, ...begun.map((notice) => opening(state, notice, at))];
  },
  endsWithDeclaration: false,
};

/** One that went out, or was put aside, is held no longer. */
function isHeld(notice: Notice): boolean {
  return notice.held !== undefined && !wentOut(notice);
}

function opening({ sequence }: IncidentState, notice: Notice, since: Instant): Event {
  const subject = subjectOf(notice);
  const due = notice.held?.reviewBy ?? since;
  return {
    type: 'obligation-opened',
    obligation: obligationIdOf(`hold/${notice.number}.${sequence + 1}`),
    kind: 'hold-review',
    since,
    due,
    subject,
  };
}

function noticeUnder({ notices }: IncidentState, { subject }: Obligation): Notice | undefined {
  return notices.find((one) => subjectOf(one) === subject);
}

function heldBy(state: IncidentState, it: Obligation): string[] {
  const held = noticeUnder(state, it)?.held;
  return held ? [held.approver, held.by] : [];
}

function subjectOf({ number }: Notice): string {
  return `hold ${number}`;
}
