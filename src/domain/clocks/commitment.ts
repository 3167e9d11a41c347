import type { MovedDue } from '../events';
import { elapsed, HOUR, later, plus, type Instant } from '../primitives/instant';
import type { Rules } from '../case/rules';
import type { Cohort, Declaration, IncidentState, Obligation } from '../state';
import { stillUnregistered } from '../scope/unregistered';

/*
 * The promise: every affected customer is told in less than 72 hours from declaration, or within the hours of its contract, or of the policy
 * that legal says holds outside GDPR, where those are fewer.
 * It is the company's commitment; GDPR Art. 33(2) itself says "without undue delay" and names no hours.
 */

export function commitmentTermHours({ commitmentHours }: Rules, declaration: Declaration | undefined): number {
  return Math.min(commitmentHours, declaration?.policyHours ?? commitmentHours);
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

type Term = Pick<Obligation, 'since' | 'due'>;

/**
 * Whether who was named then was named later than the team could have: with less than the grace left. A term that is shorter than the grace
 * would leave nobody in time, so that one is over only when it has run out.
 */
function isTooLate(rules: Rules, term: Term, namedAt: Instant): boolean {
  return isShort(rules, term) ? namedAt >= term.due : plus(namedAt, graceMs(rules, term)) > term.due;
}

/** How long whoever is found late has from being named: never longer than the own term. */
export function graceMs(rules: Rules, term: Term): number {
  return isShort(rules, term) ? elapsed(term.since, term.due) : rules.lateFoundHours * HOUR;
}

function isShort({ lateFoundHours }: Rules, { since, due }: Term): boolean {
  return elapsed(since, due) < lateFoundHours * HOUR;
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

interface Fulfilment {
  done: boolean;
  /** When the last customer was reached, where the register knows. */
  at?: Instant;
  /** How many customers it is owed to, with each name that the register does not have. */
  customers: number;
  told: number;
  waived: number;
}

/** Whether what an obligation to customers asks for is done, and the instant at which it was. */
export function fulfilment(state: IncidentState, obligation: Obligation): Fulfilment {
  if (obligation.kind === 'tell-withdrawal') return withdrawalFulfilment(state);
  const cohorts = cohortsOf(state, obligation);
  const observed = obligation.kind === 'tell-observation';
  const sum = (of: 'total' | 'told' | 'observed' | 'waived') => cohorts.reduce((all, cohort) => all + cohort[of], 0);
  const instants = cohorts.flatMap((cohort) => (observed ? cohort.lastObservedAt : cohort.lastToldAt) ?? []);
  const reached = cohorts.every((cohort) => (observed ? cohort.observed : cohort.told) >= cohort.total);
  const someone = obligation.cohort !== undefined || cohorts.some(isOfCustomers);
  const unknown = unregisteredIn(state, obligation);
  return {
    done: someone && reached && unknown === 0 && !scopePending(state),
    at: instants.sort().at(-1),
    customers: sum('total') + unknown,
    told: sum(observed ? 'observed' : 'told'),
    waived: sum('waived'),
  };
}

/** How many were named in time for a promise to all, and nobody can tell them: the register does not have them. */
function unregisteredIn(state: IncidentState, obligation: Obligation): number {
  if (obligation.cohort !== undefined) return 0;
  return stillUnregistered(state).filter(({ namedAt }) => !foundLate(state, obligation, namedAt)).length;
}

/** Whether who was named then came too late for a promise to all: after its clock had begun, and too late for its term. */
function foundLate({ rules, declaration }: IncidentState, promise: Obligation, namedAt: Instant): boolean {
  const begun = promise.kind === 'tell-customers' && declaration ? declaration.recordedAt : promise.since;
  return namedAt > begun && isTooLate(rules, promise, namedAt);
}

/** A change of scope whose answer is not in: counts do not cover it yet. */
export function scopePending(state: IncidentState): boolean {
  return state.outbox.some((effect) => effect.kind === 'resolve-scope' || effect.kind === 'mark-scope');
}

/** Whoever was told of the incident must be told of its withdrawal, also if he was told of it only after that. */
function withdrawalFulfilment(state: IncidentState): Fulfilment {
  const { owed, told, lastToldAt } = state.withdrawalCount;
  return { done: told >= owed && !scopePending(state), at: lastToldAt, customers: owed, told, waived: 0 };
}

/** Whether there is anybody to tell, or was until he was waived. */
export function isAnybodyNamed(state: IncidentState): boolean {
  return state.cohorts.some(isOfCustomers) || stillUnregistered(state).length > 0;
}

/** The notice of what was observed that an event owes to all its customers, unless a change of class ended it. */
export function observationToAll({ obligations }: IncidentState): Obligation | undefined {
  return obligations.find(({ kind, cohort, status }) => kind === 'tell-observation' && !cohort && status !== 'void');
}

/** Whether who is added to an event then comes too late for its notice to all, and is owed one on a clock of his own. */
export function isLateForEvent(state: IncidentState, addedAt: Instant): boolean {
  const toAll = state.classification.class === 'event' ? observationToAll(state) : undefined;
  return toAll !== undefined && foundLate(state, toAll, addedAt);
}

/** A promise to all speaks for the customers who were not found too late for it, or for all if there are no others. */
function cohortsOf(state: IncidentState, obligation: Obligation): Cohort[] {
  if (obligation.cohort !== undefined) return state.cohorts.filter((cohort) => cohort.id === obligation.cohort);
  const observed = obligation.kind === 'tell-observation';
  const inGoodTime = state.cohorts.filter(({ addedAt, lateFound }) =>
    observed ? !foundLate(state, obligation, addedAt) : !lateFound,
  );
  return inGoodTime.some(isOfCustomers) ? inGoodTime : state.cohorts;
}

function isOfCustomers({ total, waived }: Cohort): boolean {
  return total + waived > 0;
}
