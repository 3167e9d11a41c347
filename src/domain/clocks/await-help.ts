import { inCharge } from '../alerts/addressees';
import { waitingClock } from './waiting';

/** Help that a customer asked for until it has ended. */
export const awaitHelp = waitingClock('await-help', {
  alert: 'help-overdue',
  toldBy: [],
  hours: ({ helpHours }) => helpHours,
  waiting: (state) => (state.assistance === 'requested' ? [{ subject: 'help', to: inCharge(state) }] : []),
  isAnswered: ({ assistance }) => assistance === 'ended',
});
