import { obligationIdOf } from './state';
import { heldBy } from '../case/blockers';
import type { Event } from '../events';
import { HOUR, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import { APPROVING, type Withholding } from '../withholding/state';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';
import { withholdingDetail } from './await-second-person';
import type { Obligation } from './state';

/** What customers are not told is looked at again, for as long as they are not: once due, every day. */
export const withholdingReview: OwnClock = {
  owedTo: 'us',
  onDue: {
    alert: 'withholding-overdue',
    to: () => ({ roles: [...APPROVING] }),
    detail: (state, it) => {
      const of = withholdingOf(state, it);
      return of && withholdingDetail(of);
    },
    reaskAfterMs: ({ reasonQuietHours }) => reasonQuietHours * HOUR,
    leavesUndecided: () => false,
  },
  toldBy: [],
  /** Opened, renewed and ended by the withholding itself. */
  follows: () => [],
  blocksClosing: (_, it) => heldBy(it, 'withheld'),
  endsWithDeclaration: false,
  mayBeWaived: true,
};

export function reviewOpened(withholding: number, since: Instant, due: Instant, time: number): Event {
  const obligation = obligationIdOf(`withholding/${withholding}.${time}`);
  const kind = 'withholding-review';
  return { type: 'obligation-opened', obligation, kind, since, due, subject: String(withholding) };
}

export function reviewEnded({ obligations }: IncidentState, { number }: Withholding, at: Instant): Event[] {
  return obligations
    .filter(({ kind, status }) => kind === 'withholding-review' && status === 'open')
    .filter(({ subject }) => subject === String(number))
    .map((it) => metAt(it, at));
}

function withholdingOf({ withholdings }: IncidentState, { subject }: Obligation): Withholding | undefined {
  return withholdings.find(({ number }) => String(number) === subject);
}
