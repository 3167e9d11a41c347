import { hasExpired, isPending } from '../clocks/obligations';
import type { Obligation } from '../clocks/state';
import { clockOf, customersClockOf } from '../clocks/table';
import type { Event } from '../events';
import type { PersonId } from '../primitives/people';
import type { IncidentState } from '../state';
import { isTriageBegun } from '../triage/missing';
import type { Alert, AlertKind, WhyEnded } from './state';

/**
 * Alerts that nobody has acknowledged and nobody needs to any more, because what they ask for is done, somebody has it in hand, or it was
 * found to be no incident: they climb no further. Those of a clock end with its last obligation.
 */
export function alertsEnded(state: IncidentState, by: PersonId): Event[] {
  if (!state.rules.attention) return [];
  return state.alerts.flatMap((alert): Event[] => {
    const why = whyEnded(state, alert, by);
    return why ? [{ type: 'alert-ended', alert: alert.id, why }] : [];
  });
}

type Judge = (state: IncidentState, alert: Alert, by: PersonId) => WhyEnded | undefined;

const JUDGES: Partial<Record<AlertKind, Judge>> = {
  reported: (state) => foundNone(state) ?? (isTaken(state) ? 'in-hand' : undefined),
  assigned: (state, alert, by) => foundNone(state) ?? assignmentEnded(state, alert, by),
  declared: ({ withdrawn }) => (withdrawn ? 'done' : undefined),
  'triage-overdue': (state) => foundNone(state) ?? whereDone(state.triageEndedAt !== undefined),
  'commitment-warning': warningEnded,
  'event-warning': warningEnded,
  'promise-warning': warningEnded,
  'commitment-expired': expiryEnded,
  'promise-expired': expiryEnded,
};

/** Others end with the clock that raised them; what no clock raised waits for its acknowledgement. */
function whyEnded(state: IncidentState, alert: Alert, by: PersonId): WhyEnded | undefined {
  const judge = JUDGES[alert.kind];
  return judge ? judge(state, alert, by) : whereDone(isOfEndedClock(state, alert));
}

export function isFoundNone({ classification: { class: now } }: IncidentState): boolean {
  return now === 'not-an-incident' || now === 'out-of-scope';
}

function foundNone(state: IncidentState): WhyEnded | undefined {
  return isFoundNone(state) ? 'no-incident' : undefined;
}

/** Who was assigned has an alert of their own, and a declaration calls everybody anew. */
function isTaken(state: IncidentState): boolean {
  return state.assignees.length > 0 || state.declaration !== undefined || isTriageBegun(state);
}

/** Who works on it has it, and who is assigned no longer need not answer. */
function assignmentEnded({ assignees }: IncidentState, { to }: Alert, by: PersonId): WhyEnded | undefined {
  if (!('persons' in to)) return undefined;
  if (!to.persons.some((person) => assignees.includes(person))) return 'done';
  return to.persons.includes(by) ? 'in-hand' : undefined;
}

function warningEnded({ obligations }: IncidentState, { kind }: Alert): WhyEnded | undefined {
  return whereDone(!obligations.some((it) => isPending(it) && customersClockOf(it)?.warnings.alert === kind));
}

function expiryEnded({ obligations }: IncidentState, { kind }: Alert): WhyEnded | undefined {
  const isMissing = (it: Obligation) => it.status === 'open' && hasExpired(it);
  return whereDone(!obligations.some((it) => isMissing(it) && customersClockOf(it)?.onDue.alert === kind));
}

function isOfEndedClock({ obligations }: IncidentState, { kind, obligation }: Alert): boolean {
  const own = obligations.filter((it) => {
    const clock = clockOf(it);
    return clock.owedTo === 'us' && clock.onDue.alert === kind && (obligation === undefined || it.id === obligation);
  });
  return (
    (own.length > 0 || obligation !== undefined) && !own.some(({ status, lateSince }) => status === 'open' && lateSince)
  );
}

function whereDone(isDone: boolean): WhyEnded | undefined {
  return isDone ? 'done' : undefined;
}
