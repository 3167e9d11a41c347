import { obligationIdOf } from './state';
import { inCharge } from '../alerts/addressees';
import type { Rules } from '../case/rules';
import type { Event } from '../events';
import { HOUR, plus, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { Obligation } from './state';
import { triageMissing } from '../triage/missing';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';

/** From the report until triage has its five entries. */
export const triage: OwnClock = {
  owedTo: 'us',
  onDue: {
    alert: 'triage-overdue',
    to: inCharge,
    leavesUndecided: ({ classification }) => classification.class === 'undetermined',
  },
  toldBy: ['reported', 'assigned', 'stakeholders'],
  follows: (state, at) => {
    if (state.triageEndedAt || triageMissing(state).length > 0) return [];
    return [
      { type: 'triage-ended' },
      ...of(state)
        .filter(isOpen)
        .map((it) => metAt(it, at)),
    ];
  },
  endsWithDeclaration: false,
};

export function triageOwed(rules: Rules, since: Instant): Event {
  const due = plus(since, rules.triageHours * HOUR);
  return { type: 'obligation-opened', obligation: obligationIdOf('triage'), kind: 'triage', since, due };
}

/** It ended, or its time did. */
export function triageIsOver(state: IncidentState): boolean {
  return state.triageEndedAt !== undefined || of(state).some(({ lateSince }) => lateSince);
}

function of({ obligations }: IncidentState): Obligation[] {
  return obligations.filter(({ kind }) => kind === 'triage');
}

function isOpen({ status }: Obligation): boolean {
  return status === 'open';
}
