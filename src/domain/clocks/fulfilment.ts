import type { Event } from '../events';
import { heldBy, type Blocker } from '../case/blockers';
import type { Instant } from '../primitives/instant';
import { stillUnregistered } from '../scope/unregistered';
import { scopePending } from '../scope/pending';
import type { Cohort } from '../scope/state';
import type { IncidentState } from '../state';
import type { Obligation } from './state';

/** How far an obligation to customers is met. */
export interface Fulfilment {
  done: boolean;
  /** When the last customer was reached, where the register knows. */
  at?: Instant;
  /** How many customers it is owed to, with each name that the register does not have. */
  customers: number;
  told: number;
  waived: number;
}

interface Counted {
  cohorts: readonly Cohort[];
  /** How many of them have what is owed, and since when the last of those. */
  reached: (cohort: Cohort) => number;
  lastAt: (cohort: Cohort) => Instant | undefined;
  /** Names that the register does not have. */
  unregistered: number;
}

/** One cohort's obligation is met by that cohort; one to all needs somebody whom it is owed to. */
export function fulfilmentBy(state: IncidentState, it: Obligation, counted: Counted): Fulfilment {
  const { cohorts, reached, lastAt, unregistered } = counted;
  const sum = (of: (cohort: Cohort) => number) => cohorts.reduce((all, cohort) => all + of(cohort), 0);
  const someone = it.cohort !== undefined || cohorts.some(isOfCustomers);
  const all = cohorts.every((cohort) => reached(cohort) >= cohort.total);
  return {
    done: someone && all && unregistered === 0 && !scopePending(state),
    at: cohorts
      .flatMap((cohort) => lastAt(cohort) ?? [])
      .sort()
      .at(-1),
    customers: sum(({ total }) => total) + unregistered,
    told: sum(reached),
    waived: sum(({ waived }) => waived),
  };
}

/** An obligation to all speaks for the customers who were named in time for it, or for all if there are no others. */
export function cohortsOf({ cohorts }: IncidentState, it: Obligation, isInTime: (cohort: Cohort) => boolean): Cohort[] {
  if (it.cohort !== undefined) return cohorts.filter(({ id }) => id === it.cohort);
  const inTime = cohorts.filter(isInTime);
  return inTime.some(isOfCustomers) ? inTime : cohorts;
}

/** How many were named in time for an obligation to all, and nobody can tell them: the register does not have them. */
export function unregisteredIn(state: IncidentState, it: Obligation, isInTime: (namedAt: Instant) => boolean): number {
  return it.cohort === undefined ? stillUnregistered(state).filter(({ namedAt }) => isInTime(namedAt)).length : 0;
}

/** Why an obligation to tell customers is open; `otherwise` is what would end it where there are none. */
export function untold(
  state: IncidentState,
  it: Obligation,
  reached: (cohort: Cohort) => number,
  otherwise: 'reclassify' | 'withdraw-declaration',
): Blocker {
  const cohort = state.cohorts.find(({ id }) => id === it.cohort);
  if (cohort) return heldBy(it, 'cohort-untold', { told: reached(cohort), total: cohort.total });
  if (isAnybodyNamed(state)) return heldBy(it, 'customers-untold');
  return heldBy(it, 'nobody-in-scope', { which: otherwise });
}

export function metAt({ id: obligation, due }: Obligation, at: Instant): Event {
  return { type: 'obligation-met', obligation, inTime: at < due };
}

/** Whether there is anybody to tell, or was until it was waived. */
export function isAnybodyNamed(state: IncidentState): boolean {
  return state.cohorts.some(isOfCustomers) || stillUnregistered(state).length > 0;
}

function isOfCustomers({ total, waived, cleared = 0 }: Cohort): boolean {
  return total + waived + cleared > 0;
}
