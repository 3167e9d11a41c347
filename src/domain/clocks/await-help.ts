import { inCharge } from '../alerts/addressees';
import type { HelpRequest } from '../case/state';
import type { IncidentState } from '../state';
import { waitingClock } from './waiting';

/** No id of a customer has a blank. */
const EVENT = 'the event';

/** What a customer asked for, until it was answered; each customer waits by itself, and so does what is asked of an event as a whole. */
export const awaitHelp = waitingClock('await-help', {
  alert: 'help-overdue',
  toldBy: ['help-asked'],
  hours: ({ helpHours }) => helpHours,
  waiting: (state) => [
    ...state.help.map((one) => ({ subject: one.customer, to: { persons: [one.owner] }, detail: helpDetail(one) })),
    ...(state.assistance === 'requested' ? [{ subject: EVENT, to: inCharge(state) }] : []),
  ],
  isAnswered: ({ assistance }, subject) => subject !== EVENT || assistance === 'ended',
});

/** The clock of one customer's request, where the rules give it one. */
export function helpClockOf({ obligations }: Pick<IncidentState, 'obligations'>, { customer }: HelpRequest) {
  return obligations.find(
    ({ kind, status, subject }) => kind === 'await-help' && status === 'open' && subject === customer,
  );
}

export function helpDetail({ customer, owner }: Pick<HelpRequest, 'customer' | 'owner'>) {
  return { about: 'help', customer, owner } as const;
}
