import { denials } from '../triage/classing';
import type { Clock } from '../clocks/clock';
import { clockOf } from '../clocks/table';
import { isUnderWay } from '../notices/notices';
import type { Notice } from '../notices/state';
import { scopePending } from '../scope/pending';
import type { IncidentState } from '../state';
import { triageMissing } from '../triage/missing';
import { approvalsAwaited, isApproved, standing } from '../withholding/state';
import { postMortemBlocker } from './post-mortem';
import { unknownNames } from '../scope/unregistered';

/** Why an incident cannot be closed; empty if it can. */
export function closingBlockers(state: IncidentState): string[] {
  return [
    ...triageMissing(state).map((entry) => `triage: ${entry}`),
    ...(state.classification.class === 'undetermined' ? ['the case is not classed'] : []),
    ...openClocks(state, 'us'),
    ...(denials(state).length > 0
      ? [`triage answers "no" for ${denials(state).join(', ')}: withdraw the declaration, or assess again`]
      : []),
    ...openClocks(state, 'customers'),
    ...(scopePending(state) ? ['a change of scope is being worked out'] : []),
    ...unapproved(state),
    ...state.notices.filter(isUnderWay).map(underWay),
    ...(isUnexplained(state) ? ['the delay is not explained'] : []),
    ...unregisteredOf(state),
    ...state.help.map(
      ({ customer, owner }) => `${customer} asked for help and waits for ${owner}: answer it (answer-help)`,
    ),
    ...(state.assistance === 'requested' ? ['the customer asked for assistance, which has not ended'] : []),
    ...(openClocks(state, 'customers').length === 0
      ? []
      : state.asked.waivers.map(({ customer }) => `the waiver of ${customer} waits for an executive`)),
    ...postMortemBlocker(state),
    ...(state.asked.withdrawal ? ['a withdrawal of the declaration waits for an executive'] : []),
    ...(state.asked.correction ? [`a correction of ${state.asked.correction.anchor} waits for a second person`] : []),
  ];
}

function underWay({ number, status, sending, held }: Notice): string {
  if (status === 'released' && sending === 'paused')
    return `notice ${number} is paused: go on with it (resume-sending), or end it for good (stop-sending)`;
  if (held && status !== 'released')
    return `notice ${number} is held: end the hold (hold-release with "decline") and release it, or reject it`;
  if (status === 'released') return `notice ${number} is released: wait until it is sent`;
  return `notice ${number} is ${status === 'composing' ? 'being composed' : status}: release it, or reject it`;
}

/** No notice that leaves it out can be released. */
function unapproved(state: IncidentState): string[] {
  return standing(state)
    .filter((one) => !isApproved(one))
    .map((one) => {
      const awaited = approvalsAwaited(one).join(' and ');
      return `withholding ${one.number} waits for ${awaited}: approve or decline it (approve-withholding)`;
    });
}

function isUnexplained({ lateness }: IncidentState): boolean {
  return lateness?.unexplained === true;
}

function unregisteredOf(state: IncidentState): string[] {
  const customers = first(unknownNames(state, 'customer'));
  const products = first(unknownNames(state, 'product'));
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

/** A pasted list may hold a thousand names; the case shows them all. */
const NAMES_TOLD = 10;

function first(names: string[]): string {
  const told = names.slice(0, NAMES_TOLD).join(', ');
  return names.length > NAMES_TOLD ? `${told} and ${names.length - NAMES_TOLD} more` : told;
}

/** What the open clocks say, those owed to customers or those of our own. */
function openClocks(state: IncidentState, owedTo: Clock['owedTo']): string[] {
  return state.obligations
    .filter(({ status }) => status === 'open')
    .map((obligation) => ({ obligation, clock: clockOf(obligation) }))
    .filter(({ clock }) => clock.owedTo === owedTo)
    .flatMap(({ obligation, clock }) => clock.blocksClosing?.(state, obligation) ?? []);
}
