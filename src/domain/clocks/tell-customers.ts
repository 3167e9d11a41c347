import { obligationIdOf } from './state';
import type { Rules } from '../case/rules';
import type { Event } from '../events';
import type { MovedDue } from './events';
import type { Instant } from '../primitives/instant';
import type { Cohort, CohortId } from '../scope/state';
import type { Declaration } from '../case/state';
import type { IncidentState } from '../state';
import type { Obligation, ObligationId } from './state';
import type { CustomersClock } from './clock';
import { cohortsOf, fulfilmentBy, unregisteredIn, untold } from './fulfilment';
import { isTooLate } from './late-found';
import { ownTerms, promiseTo } from './promise';
import { runningTerms, type Anchors, type RunningTerm } from './terms';

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
  blocksClosing: (state, it) => untold(state, it, ({ told }) => told, 'withdraw-declaration'),
  endsWithDeclaration: true,
};

const COMMITMENT = obligationIdOf('commitment');

export function commitmentTermHours({ commitmentHours }: Rules, declaration: Declaration | undefined): number {
  return Math.min(commitmentHours, declaration?.policyHours ?? commitmentHours);
}

/** What a declaration owes to all who are affected, and to each cohort that is known by then. */
export function commitmentsOwed(
  before: IncidentState,
  declaration: Declaration,
  anchors: Anchors,
): { dues: { cohort: CohortId; due: Instant }[]; opened: Event[] } {
  const state = { ...before, declaration };
  const owed = state.cohorts.flatMap((cohort) => {
    const promised = promiseTo(state, anchors, cohort);
    return promised ? [{ cohort: cohort.id, promised }] : [];
  });
  const [toAll] = runningTerms(ownTerms(state.rules, declaration), anchors);
  return {
    dues: owed.map(({ cohort, promised: { due } }) => ({ cohort, due })),
    opened: [
      ...(toAll ? [opening(COMMITMENT, toAll)] : []),
      ...owed.map(({ cohort, promised }) => commitmentTo(cohort, promised)),
    ],
  };
}

export function commitmentTo(cohort: CohortId, promised: RunningTerm): Event {
  return { ...opening(obligationIdOf(`tell/${cohort}`), promised), cohort };
}

function opening(obligation: ObligationId, { term, since, due }: RunningTerm) {
  return { type: 'obligation-opened', obligation, kind: 'tell-customers', since, due, term } as const;
}

/** What a cohort is owed; undefined while it is owed nothing. */
export function commitmentOf({ obligations }: IncidentState, cohort: CohortId): Obligation | undefined {
  return obligations.find((it) => it.kind === 'tell-customers' && it.cohort === cohort);
}

/** The dues that are others if the anchors were these. Found late once is found late for good. */
export function movedDues(state: IncidentState, anchors: Anchors): MovedDue[] {
  return state.obligations
    .filter(({ kind }) => kind === 'tell-customers')
    .flatMap((it) => {
      const cohort = state.cohorts.find(({ id }) => id === it.cohort);
      const moved = dueBy(state, anchors, it, cohort);
      const isOther =
        moved && (moved.since !== it.since || moved.due !== it.due || moved.lateFound !== (cohort?.lateFound ?? false));
      return isOther ? [moved] : [];
    });
}

function dueBy(
  state: IncidentState,
  anchors: Anchors,
  { id: obligation }: Obligation,
  cohort: Cohort | undefined,
): MovedDue | undefined {
  if (!cohort) {
    const [toAll] = runningTerms(ownTerms(state.rules, state.declaration), anchors);
    return toAll && { obligation, ...toAll, lateFound: false };
  }
  const promised = promiseTo(state, anchors, cohort);
  return promised && { obligation, ...promised, lateFound: cohort.lateFound || promised.lateFound };
}

/** Whether who was named then came too late for the commitment to all: after the declaration was recorded, and too late for its term. */
function isLateFor({ rules, declaration }: IncidentState, it: Obligation, namedAt: Instant): boolean {
  return namedAt > (declaration?.recordedAt ?? it.since) && isTooLate(rules, it, namedAt);
}
