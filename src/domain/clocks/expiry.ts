import { raise } from '../alerts/alerts';
import type { Event } from '../events';
import { HOUR, plus, type Instant } from '../primitives/instant';
import { scopePending } from '../scope/pending';
import type { EffectId } from '../effects/state';
import type { IncidentState } from '../state';
import type { Obligation } from './state';
import type { CustomersClock } from './clock';
import { earliest, hasExpired } from './obligations';
import { customersClockOf } from './table';

/** An obligation to customers with its clock. */
interface Promised {
  obligation: Obligation;
  clock: CustomersClock;
}

/**
 * Promises newly found broken, by a timer, by whatever is heard first after an outage, or because a corrected anchor shows it:
 * they are marked late, everyone is told until somebody answers, and a reason is demanded.
 */
export function expiries(state: IncidentState, at: Instant, nextId: () => EffectId): Event[] {
  const broken = promisesOf(state).filter((promised) => isMissed(state, promised, at));
  const nextDemandAt = plus(at, state.rules.reasonDemandHours * HOUR);
  const late = broken.map(({ obligation, clock }): Event => {
    const { customers } = clock.fulfilled(state, obligation);
    return { type: 'obligation-late', obligation: obligation.id, customers, nextDemandAt };
  });
  const alerts = [...new Set(broken.map(({ clock }) => clock.onDue.alert))].flatMap((alert) => {
    const sameAlert = broken.filter(({ clock }) => clock.onDue.alert === alert);
    const promise = earliest(sameAlert.map(({ obligation }) => obligation));
    const to = sameAlert[0]?.clock.onDue.to(state);
    return to
      ? [
          raise(state, at, nextId(), alert, to, {
            promise,
            late: true,
            acknowledge: state.rules.attention !== undefined,
          }),
        ]
      : [];
  });
  return [...late, ...alerts];
}

/** A promise is judged by the instants at which mail servers accepted, not by when we came to know of it. */
export function promisesKept(state: IncidentState, at: Instant): Event[] {
  return promisesOf(state).flatMap(({ obligation, clock }): Event[] => {
    const { status, id } = obligation;
    const { done, told, waived } = clock.fulfilled(state, obligation);
    if (status === 'open' && done) {
      const inTime = told > 0 ? { inTime: keptInTime(state, { obligation, clock }, at) } : {};
      return [{ type: 'obligation-met', obligation: id, ...inTime, ...(waived > 0 ? { waived } : {}) }];
    }
    const isReopened = status === 'met' && !done && !scopePending(state) && clock.mayReopen(state);
    return isReopened ? [{ type: 'obligation-reopened', obligation: id }] : [];
  });
}

function promisesOf({ obligations }: IncidentState): Promised[] {
  return obligations.flatMap((obligation) => {
    const clock = customersClockOf(obligation);
    return clock ? [{ obligation, clock }] : [];
  });
}

/** At the due instant itself the promise is broken: accepted exactly then is late. Heard of later, it is judged by when it was done. */
function isMissed(state: IncidentState, { obligation, clock }: Promised, at: Instant): boolean {
  const { status, lateSince, due } = obligation;
  if (status === 'void' || hasExpired(obligation)) return false;
  const { done, at: doneAt } = clock.fulfilled(state, obligation);
  if (status === 'met') return !lateSince && done && doneAt !== undefined && doneAt >= due;
  return (done ? (doneAt ?? at) : at) >= due;
}

/** Late stays late unless all who were then owed had been told before the due, as it is and as it was missed. */
function keptInTime(state: IncidentState, { obligation, clock }: Promised, at: Instant): boolean {
  const { due, breachedDue } = obligation;
  const { at: doneAt = at, customers } = clock.fulfilled(state, obligation);
  return doneAt < due && (!breachedDue || (doneAt < breachedDue.due && customers >= breachedDue.customers));
}
