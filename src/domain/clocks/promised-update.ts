import { obligationIdOf } from './state';
import { heldBy } from '../case/blockers';
import type { Event } from '../events';
import { nextNoticeBy } from '../notices/printed';
import type { Notice } from '../notices/state';
import type { Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { CustomersClock } from './clock';
import { keptBy, laterNotices, promiser } from './kept-by';

/** "We write again by": kept by the next notice to the same customers, whatever it says. */
export const promisedUpdate: CustomersClock = {
  owedTo: 'customers',
  warnings: { alert: 'promise-warning', lists: ({ eventWarnings, closeWarnings }) => [eventWarnings, closeWarnings] },
  onDue: { alert: 'promise-expired', to: ({ rules }) => ({ roles: rules.expiryTells }) },
  timerName: () => 'promised update due',
  fulfilled: (state, it) => keptBy(state, it, laterNotices(state, it)),
  mayReopen: ({ withdrawn }) => !withdrawn,
  /** Opened by the release of the notice that makes the promise. */
  follows: () => [],
  blocksClosing: (_, it) => heldBy(it, 'update-promised', promiser(it)),
  endsWithDeclaration: true,
  mayBeWaived: true,
  keptByWord: () => ({}),
};

export function updatePromised(
  { facts, rules }: IncidentState,
  { number, kind, nextBy }: Notice,
  since: Instant,
): Event[] {
  const due = rules.writtenPromises && nextNoticeBy(kind, facts, nextBy);
  if (!due) return [];
  const obligation = obligationIdOf(`update/${number}`);
  return [{ type: 'obligation-opened', obligation, kind: 'promised-update', since, due, notice: number }];
}
