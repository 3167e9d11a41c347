import type { Rules } from '../case/rules';
import type { Event, MovedDue } from '../events';
import { HOUR, later, plus, type Instant } from '../primitives/instant';
import type { Cohort, Declaration, IncidentState, Obligation } from '../state';
import type { CustomersClock } from './clock';
import { cohortsOf, fulfilmentBy, unregisteredIn, untold } from './fulfilment';
import { graceMs, isShort, isTooLate } from './late-found';

/**
 * The commitment: every affected customer is told in less than 72 hours from declaration, or within the hours of its contract, or of the policy
 * that legal says holds outside GDPR, where those are fewer.
 * It is the company's own; GDPR Art. 33(2) itself says "without undue delay" and names no hours.
 */
export const tellCustomers: CustomersClock = {
  owedTo: 'customers',
  warnings: {
    alert: 'commitment-warning',
    lists: ({ commitmentWarnings, closeWarnings }) => [commitmentWarnings, closeWarnings],
  },
  onDue: { alert: 'commitment-expired', to: ({ rules }) => ({ roles: rules.expiryTells }) },
  timerName: (state, due) =>
    state.obligations.find(({ id }) => id === COMMITMENT)?.due === due
      ? `${commitmentTermHours(state.rules, state.declaration)} h commitment`
      : 'commitment by contract or late-found customer',
  fulfilled: (state, it) =>
    fulfilmentBy(state, it, {
      cohorts: cohortsOf(state, it, ({ lateFound }) => !lateFound),
      reached: ({ told }) => told,
      lastAt: ({ lastToldAt }) => lastToldAt,
      unregistered: unregisteredIn(state, it, (namedAt) => !isLateFor(state, it, namedAt)),
    }),
  mayReopen: ({ withdrawn }) => !withdrawn,
  /** Opened by the declaration, and by the answer of the register. */
  follows: () => [],
  blocksClosing: (state, it) => untold(state, it, ({ told }) => told, 'withdraw the declaration'),
  endsWithDeclaration: true,
};

const COMMITMENT = 'commitment';

export function commitmentTermHours({ commitmentHours }: Rules, declaration: Declaration | undefined): number {
  return Math.min(commitmentHours, declaration?.policyHours ?? commitmentHours);
}

/** What a declaration owes to all who are affected, and to each cohort that is known by then. */
export function commitmentsOwed(
  { rules, cohorts }: IncidentState,
  declaration: Declaration,
  declaredAt: Instant,
): { dues: { cohort: string; due: Instant }[]; opened: Event[] } {
  const hours = commitmentTermHours(rules, declaration);
  const dues = cohorts.map(({ id: cohort, termHours }) => {
    return { cohort, due: plus(declaredAt, Math.min(hours, termHours) * HOUR) };
  });
  const toAll: Event = {
    type: 'obligation-opened',
    obligation: COMMITMENT,
    kind: 'tell-customers',
    since: declaredAt,
    due: plus(declaredAt, hours * HOUR),
  };
  return { dues, opened: [toAll, ...dues.map(({ cohort, due }) => commitmentTo(cohort, declaredAt, due))] };
}

export function commitmentTo(cohort: string, since: Instant, due: Instant): Event {
  return { type: 'obligation-opened', obligation: `tell/${cohort}`, kind: 'tell-customers', since, due, cohort };
}

/** What a cohort is owed; undefined while it is owed nothing. */
export function commitmentOf({ obligations }: IncidentState, cohort: string): Obligation | undefined {
  return obligations.find((it) => it.kind === 'tell-customers' && it.cohort === cohort);
}

/**
 * When a cohort must be told if the declaration was made at `declaredAt`: when its term has run out, or, found late, after its grace if that
 * comes later. `lateFound` is how a cohort that is known was judged when it was named.
 */
export function dueOf(
  { rules, declaration }: IncidentState,
  declaredAt: Instant,
  { termHours, addedAt, lateFound: known }: Pick<Cohort, 'termHours' | 'addedAt'> & { lateFound?: boolean },
): { since: Instant; due: Instant; lateFound: boolean } {
  const hours = Math.min(commitmentTermHours(rules, declaration), termHours);
  const term = { since: declaredAt, due: plus(declaredAt, hours * HOUR) };
  if (!declaration || addedAt <= declaration.recordedAt) return { ...term, lateFound: false };
  const since = later(declaredAt, addedAt);
  // A correction does not judge a short term anew: one to an earlier instant would give it a later due, and the other way about.
  const lateFound = (isShort(rules, term) ? known : undefined) ?? isTooLate(rules, term, addedAt);
  const due = lateFound ? later(term.due, plus(addedAt, graceMs(rules, term))) : term.due;
  return { since, due, lateFound };
}

/** The dues of all obligations that count from the declaration, if it had been made at `declaredAt`. Found late once is found late for good. */
export function duesCountedFrom(state: IncidentState, declaredAt: Instant): MovedDue[] {
  const due = plus(declaredAt, commitmentTermHours(state.rules, state.declaration) * HOUR);
  return state.obligations
    .filter((obligation) => obligation.kind === 'tell-customers')
    .map(({ id: obligation, cohort: of }) => {
      const cohort = state.cohorts.find(({ id }) => id === of);
      if (!cohort) return { obligation, since: declaredAt, due, lateFound: false };
      const promise = dueOf(state, declaredAt, cohort);
      return { obligation, ...promise, lateFound: cohort.lateFound || promise.lateFound };
    });
}

/** Whether who was named then came too late for the commitment to all: after the declaration was recorded, and too late for its term. */
function isLateFor({ rules, declaration }: IncidentState, it: Obligation, namedAt: Instant): boolean {
  return namedAt > (declaration?.recordedAt ?? it.since) && isTooLate(rules, it, namedAt);
}
