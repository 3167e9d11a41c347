import { denials } from '../triage/classing';
import { openDecisions } from '../clocks/decision';
import { isAnybodyNamed, scopePending } from '../clocks/commitment';
import { isUnderWay } from '../notices/notices';
import { isOwedToCustomers } from '../clocks/obligations';
import type { IncidentState, Obligation } from '../state';
import { DEFINITION_TESTS } from '../triage/triage';
import { unknownNames } from '../scope/unregistered';

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
export function closingBlockers(state: IncidentState): string[] {
  return [
    ...triageMissing(state).map((entry) => `triage: ${entry}`),
    ...(state.classification.class === 'undetermined' ? ['the case is not classed'] : []),
    ...openDecisions(state).map(({ id }) => `${id}: declare, or say what it is`),
    ...(state.declaration && !state.declaration.confirmedBy && !state.withdrawn
      ? ['the declaration waits for a signed-in person to confirm it']
      : []),
    ...(denials(state).length > 0
      ? [`triage answers "no" for ${denials(state).join(', ')}: withdraw the declaration, or assess again`]
      : []),
    ...promisesOpen(state),
    ...(scopePending(state) ? ['a change of scope is being worked out'] : []),
    ...state.notices
      .filter(isUnderWay)
      .map(({ number, status }) => `notice ${number} is ${status}: release or reject it, and wait until it is sent`),
    ...(isUnexplained(state) ? ['the delay is not explained'] : []),
    ...unregisteredOf(state),
    ...(state.assistance === 'requested' ? ['the customer asked for assistance, which has not ended'] : []),
    ...(promisesOpen(state).length === 0
      ? []
      : state.asked.waivers.map(({ customer }) => `the waiver of ${customer} waits for an executive`)),
    ...(state.asked.withdrawal ? ['a withdrawal of the declaration waits for an executive'] : []),
    ...(state.asked.correction ? [`a correction of ${state.asked.correction.anchor} waits for a second person`] : []),
  ];
}

function isUnexplained({ lateness }: IncidentState): boolean {
  return lateness?.unexplained === true;
}

function unregisteredOf(state: IncidentState): string[] {
  const customers = unknownNames(state, 'customer').join(', ');
  const products = unknownNames(state, 'product').join(', ');
  return [
    ...(customers
      ? [`named as affected, but not in the register: ${customers}; import and add them, or remove them`]
      : []),
    ...(products
      ? [
          `named as affected, but nobody has an account for the product: ${products}; import the accounts and add it again, or take it off (remove-affected-customer with "product") and add the right one`,
        ]
      : []),
  ];
}

function promisesOpen(state: IncidentState): string[] {
  return state.obligations
    .filter((obligation) => isOwedToCustomers(obligation) && obligation.status === 'open')
    .map((obligation) => `${obligation.id}: ${shortfallOf(state, obligation)}, due ${obligation.due}`);
}

function shortfallOf(state: IncidentState, { kind, cohort: of }: Obligation): string {
  const isEvent = state.classification.class === 'event';
  const { owed, told } = state.withdrawalCount;
  if (kind === 'tell-withdrawal') return `${told} of ${owed} customers told that the declaration was withdrawn`;
  const cohort = state.cohorts.find(({ id }) => id === of);
  if (cohort) return `${kind === 'tell-observation' ? cohort.observed : cohort.told} of ${cohort.total} customers told`;
  if (isAnybodyNamed(state)) return 'not every affected customer is told';
  return `no customer is in scope: add them, or ${isEvent ? 'reclassify the case' : 'withdraw the declaration'}`;
}
