import { obligationIdOf } from './state';
import { heldBy } from '../case/blockers';
import type { Event } from '../events';
import { HOUR, plus, type Instant } from '../primitives/instant';
import { scopePending } from '../scope/pending';
import type { IncidentState } from '../state';
import type { CustomersClock } from './clock';
import type { Obligation } from './state';
import type { CustomerId } from '../primitives/parties';

/** Whoever was told of an incident, and is not affected after all, is told that: each customer by a clock of its own. */
export const tellClearance: CustomersClock = {
  owedTo: 'customers',
  warnings: { alert: 'clearance-warning', lists: ({ eventWarnings }) => [eventWarnings] },
  onDue: { alert: 'clearance-warning', to: ({ rules }) => ({ roles: rules.expiryTells }) },
  timerName: () => 'notice to customers due',
  fulfilled: (state, it) => {
    const at = clearanceOf(state, it)?.toldAt;
    return { done: at !== undefined && !scopePending(state), at, customers: 1, told: at ? 1 : 0, waived: 0 };
  },
  mayReopen: () => true,
  follows: (state, at) => [...voided(state), ...owed(state, at)],
  blocksClosing: (_, it) => heldBy(it, 'clearance-untold', { customer: it.customer }),
  endsWithDeclaration: false,
  isNotHandedOver: true,
};

/** Its clearance counts from here; undefined where it is owed none. */
export function clearedSince(state: IncidentState, customer: CustomerId): Instant | undefined {
  return runningOf(state, customer)?.since;
}

/** Who is affected after all is owed what it was owed before. */
function voided(state: IncidentState): Event[] {
  return clearances(state)
    .filter((it) => it.status !== 'void' && !clearanceOf(state, it))
    .map(({ id }) => ({ type: 'obligation-voided', obligation: id, why: 'affected after all' }));
}

function owed(state: IncidentState, since: Instant): Event[] {
  const due = plus(since, state.rules.withdrawalNoticeHours * HOUR);
  return state.cleared
    .filter(({ customer }) => !runningOf(state, customer))
    .map(({ customer }) => {
      const before = clearances(state).filter((it) => it.customer === customer).length;
      const obligation = obligationIdOf(`clearance/${customer}${before > 0 ? `/${before + 1}` : ''}`);
      return { type: 'obligation-opened', obligation, kind: 'tell-clearance', since, due, customer };
    });
}

function runningOf(state: IncidentState, customer: CustomerId): Obligation | undefined {
  return clearances(state).find((it) => it.customer === customer && it.status !== 'void');
}

function clearanceOf({ cleared }: IncidentState, it: Obligation) {
  return cleared.find(({ customer }) => customer === it.customer);
}

function clearances({ obligations }: IncidentState): Obligation[] {
  return obligations.filter(({ kind }) => kind === 'tell-clearance');
}
