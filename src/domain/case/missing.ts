import { denials } from '../triage/classing';
import type { Clock } from '../clocks/clock';
import { clockOf } from '../clocks/table';
import { isUnderWay } from '../notices/notices';
import type { Notice } from '../notices/state';
import { scopePending } from '../scope/pending';
import type { IncidentState } from '../state';
import { entriesMissing } from '../triage/missing';
import { approvalsAwaited, isApproved, standing } from '../withholding/state';
import type { Blocker, BlockerCode } from './blockers';
import { blockerIn } from './blocker-words';
import { postMortemBlocker } from './post-mortem';
import { unknownNames } from '../scope/unregistered';

/** Why an incident cannot be closed, in English; empty if it can. */
export function standsOpen(state: IncidentState): string[] {
  return closingBlockers(state).map((blocker) => blockerIn('en', blocker));
}

/** The same as values. */
export function closingBlockers(state: IncidentState): Blocker[] {
  const denied = denials(state);
  const promises = openClocks(state, 'customers');
  return [
    ...entriesMissing(state).map(({ entry, tests }): Blocker => ({
      code: 'triage-incomplete',
      which: entry,
      names: tests,
    })),
    ...when('not-classed', state.classification.class === 'undetermined'),
    ...openClocks(state, 'us'),
    ...(denied.length > 0 ? [{ code: 'denied', names: denied } satisfies Blocker] : []),
    ...promises,
    ...when('scope-pending', scopePending(state)),
    ...unapproved(state),
    ...state.notices.filter(isUnderWay).map(underWay),
    ...when('delay-unexplained', state.lateness?.unexplained === true),
    ...unregistered(state),
    ...state.help.map(({ customer, owner }): Blocker => ({ code: 'help', customer, owner })),
    ...when('assistance', state.assistance === 'requested'),
    ...(promises.length > 0 ? state.asked.waivers : []).map(({ customer }): Blocker => ({ code: 'waiver', customer })),
    ...postMortemBlocker(state),
    ...when('withdrawal', state.asked.withdrawal !== undefined),
    ...correction(state),
  ];
}

function when(code: BlockerCode, holds: boolean): Blocker[] {
  return holds ? [{ code }] : [];
}

function underWay({ number, status, sending, held }: Notice): Blocker {
  if (status === 'released' && sending === 'paused') return { code: 'notice-paused', number };
  if (held && status !== 'released') return { code: 'notice-held', number };
  if (status === 'released') return { code: 'notice-sending', number };
  return { code: 'notice-unreleased', number, which: status };
}

/** No notice that leaves it out can be released. */
function unapproved(state: IncidentState): Blocker[] {
  return standing(state)
    .filter((one) => !isApproved(one))
    .map((one) => ({ code: 'withholding', number: one.number, names: approvalsAwaited(one) }));
}

function unregistered(state: IncidentState): Blocker[] {
  return [
    ...firstOf('unknown-customers', unknownNames(state, 'customer')),
    ...firstOf('unknown-products', unknownNames(state, 'product')),
  ];
}

/** A pasted list may hold a thousand names; the case shows them all. */
const NAMES_SHOWN = 10;

function firstOf(code: BlockerCode, names: string[]): Blocker[] {
  const more = Math.max(0, names.length - NAMES_SHOWN);
  return names.length > 0 ? [{ code, names: names.slice(0, NAMES_SHOWN), ...(more > 0 && { more }) }] : [];
}

function correction({ asked }: IncidentState): Blocker[] {
  return asked.correction ? [{ code: 'correction', which: asked.correction.anchor }] : [];
}

/** What the open clocks say, those owed to customers or those of our own. */
function openClocks(state: IncidentState, owedTo: Clock['owedTo']): Blocker[] {
  return state.obligations
    .filter(({ status }) => status === 'open')
    .map((obligation) => ({ obligation, clock: clockOf(obligation) }))
    .filter(({ clock }) => clock.owedTo === owedTo)
    .flatMap(({ obligation, clock }) => clock.blocksClosing?.(state, obligation) ?? []);
}
