import { denials } from './classing';
import { openDecisions } from './decision';
import { scopePending } from './commitment';
import { isUnderWay } from './notices';
import { isPromise } from './obligations';
import type { IncidentState } from './state';
import { DEFINITION_TESTS } from './triage';

/** Which of the five entries (a) to (e) triage still needs. */
export function triageMissing(state: IncidentState): string[] {
  const { evaluation, definition, inScope, malicious, findings, severity, stakeholders } = state.triage;
  const untested = DEFINITION_TESTS.filter((test) => !definition[test]);
  return [
    ...(evaluation ? [] : ['(a) evaluation of the event']),
    ...(untested.length === 0 ? [] : [`(a) definition: ${untested.join(', ')}`]),
    ...(inScope ? [] : ['(b) in scope or not']),
    ...(malicious ? [] : ['(c) malicious: yes, no or unknown']),
    ...(findings ? [] : ['(d) preliminary findings']),
    ...(severity ? [] : ['(d) severity with its reason']),
    ...(stakeholders.reached.length > 0 ? [] : ['(e) who was alerted: nobody has been reached yet']),
  ];
}

/** Why an incident cannot be closed; empty if it can. */
export function standsOpen(state: IncidentState): string[] {
  return [
    ...triageMissing(state).map((entry) => `triage: ${entry}`),
    ...(state.classification.class === 'undetermined' ? ['the case is not classed'] : []),
    ...openDecisions(state).map(({ id }) => `${id}: declare, or say what it is`),
    ...(state.declaration && !state.declaration.confirmedBy && !state.withdrawn
      ? ['the declaration waits for a signed-in person to confirm it']
      : []),
    ...(denials(state).length > 0
      ? [`triage answers "no" for ${denials(state).join(', ')}: withdraw the declaration, or assess anew`]
      : []),
    ...promisesOpen(state),
    ...(scopePending(state) ? ['a change of scope is being worked out'] : []),
    ...state.notices
      .filter(isUnderWay)
      .map(({ number, status }) => `notice ${number} is ${status}: release or reject it, and wait until it is sent`),
    ...(isUnexplained(state) ? ['the delay is not explained'] : []),
    ...(state.unknownCustomers.length > 0 ? [unknownOf(state)] : []),
    ...(state.assistance === 'requested' ? ['the customer asked for assistance, which has not ended'] : []),
    ...(promisesOpen(state).length === 0
      ? []
      : state.asked.waivers.map(({ customer }) => `the waiver of ${customer} waits for an executive`)),
    ...(state.asked.withdrawal ? ['a withdrawal of the declaration waits for an executive'] : []),
    ...(state.asked.correction ? [`a correction of ${state.asked.correction.anchor} waits for a second person`] : []),
  ];
}

function isUnexplained({ lateness }: IncidentState): boolean {
  return lateness !== undefined && (lateness.reasons.length === 0 || lateness.unexplained === true);
}

function unknownOf({ unknownCustomers }: IncidentState): string {
  return `named as affected, but not in the register: ${unknownCustomers.join(', ')}; import and add them, or remove them`;
}

function promisesOpen(state: IncidentState): string[] {
  return state.obligations
    .filter((obligation) => isPromise(obligation) && obligation.status === 'open')
    .map((obligation) => {
      const cohort = state.cohorts.find(({ id }) => id === obligation.cohort);
      return cohort
        ? `${obligation.id}: ${cohort.told} of ${cohort.total} customers told, due ${obligation.due}`
        : `${obligation.id}: not every affected customer is told, due ${obligation.due}`;
    });
}
