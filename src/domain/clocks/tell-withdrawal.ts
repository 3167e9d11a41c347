import { obligationIdOf } from './state';
import { heldBy } from '../case/blockers';
import { HOUR, plus } from '../primitives/instant';
import { scopePending } from '../scope/pending';
import type { CustomersClock } from './clock';

/** Whoever was told of an incident is told that it is none after all, also who was told of it only after its withdrawal. */
export const tellWithdrawal: CustomersClock = {
  owedTo: 'customers',
  warnings: { alert: 'event-warning', lists: ({ eventWarnings }) => [eventWarnings] },
  onDue: { alert: 'commitment-expired', to: ({ rules }) => ({ roles: rules.expiryTells }) },
  timerName: () => 'notice to customers due',
  fulfilled: (state) => {
    const { owed, told, lastToldAt } = state.withdrawalCount;
    return { done: told >= owed && !scopePending(state), at: lastToldAt, customers: owed, told, waived: 0 };
  },
  mayReopen: () => true,
  follows: (state, since) => {
    const isOwed = state.withdrawn !== undefined && state.withdrawalCount.owed > 0;
    if (!isOwed || state.obligations.some(({ kind }) => kind === 'tell-withdrawal')) return [];
    const due = plus(since, state.rules.withdrawalNoticeHours * HOUR);
    return [
      { type: 'obligation-opened', obligation: obligationIdOf('withdrawal'), kind: 'tell-withdrawal', since, due },
    ];
  },
  blocksClosing: ({ withdrawalCount: { owed, told } }, it) => heldBy(it, 'withdrawal-untold', { told, total: owed }),
  endsWithDeclaration: false,
  isNotHandedOver: true,
};
