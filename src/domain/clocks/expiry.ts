import { raise } from '../alerts/alerts';
import { fulfilment } from './commitment';
import type { Event } from '../events';
import { HOUR, plus, type Instant } from '../primitives/instant';
import { hasExpired, isOwedToCustomers } from './obligations';
import type { IncidentState, Obligation } from '../state';

/**
 * Promises newly found broken, by a timer, by whatever is heard first after an outage, or because a corrected anchor shows it:
 * they are marked late, everyone is told, and a reason is demanded.
 */
export function expiries(state: IncidentState, at: Instant, nextId: () => string): Event[] {
  const broken = state.obligations.filter(
    (obligation) => isOwedToCustomers(obligation) && isMissed(state, obligation, at),
  );
  const due = broken.map((obligation) => obligation.due).sort()[0];
  if (due === undefined) return [];
  const nextDemandAt = plus(at, state.rules.reasonDemandHours * HOUR);
  const late = broken.map((obligation): Event => {
    const { customers } = fulfilment(state, obligation);
    return { type: 'obligation-late', obligation: obligation.id, customers, nextDemandAt };
  });
  const alert = raise(
    state,
    at,
    nextId(),
    'commitment-expired',
    { roles: state.rules.expiryTells },
    { promise: due, late: true },
  );
  return [...late, alert];
}

/** At the due instant itself the promise is broken: accepted exactly then is late. Heard of later, it is judged by when it was done. */
function isMissed(state: IncidentState, obligation: Obligation, at: Instant): boolean {
  const { status, lateSince, due } = obligation;
  if (status === 'void' || hasExpired(obligation)) return false;
  const { done, at: doneAt } = fulfilment(state, obligation);
  if (status === 'met') return !lateSince && done && doneAt !== undefined && doneAt >= due;
  return (done ? (doneAt ?? at) : at) >= due;
}

/** Late stays late unless all who were then owed had been told before the due, as it is and as it was missed. */
export function keptInTime(state: IncidentState, obligation: Obligation, at: Instant): boolean {
  const { due, breachedDue } = obligation;
  const { at: doneAt = at, customers } = fulfilment(state, obligation);
  return doneAt < due && (!breachedDue || (doneAt < breachedDue.due && customers >= breachedDue.customers));
}
