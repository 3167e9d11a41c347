import { obligationIdOf } from './state';
import { heldBy } from '../case/blockers';
import { inCharge } from '../alerts/addressees';
import type { Event } from '../events';
import { earlier, elapsed, HOUR, plus, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { Obligation } from './state';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';
import { triageIsOver } from './triage';

/**
 * A suspected case must not lie open undecided: once triage ended, or was to end, somebody declares, classes it, or says what is missing
 * and until when, every 24 hours. An open-ended look at the facts would be a failure to notify (EDPB Guidelines 9/2022 on "becoming aware").
 */
export const decision: OwnClock = {
  owedTo: 'us',
  onDue: { alert: 'decision-overdue', to: inCharge, leavesUndecided: () => true },
  toldBy: ['assigned', 'stakeholders'],
  follows: (state, at) => {
    const open = openDecisions(state);
    if (state.classification.class !== 'undetermined') return open.map((it) => metAt(it, at));
    return triageIsOver(state) && open.length === 0 ? [nextDecision(state, at)] : [];
  },
  blocksClosing: (_, it) => heldBy(it, 'undecided'),
  endsWithDeclaration: false,
};

export function openDecisions(state: IncidentState): Obligation[] {
  return decisions(state).filter(({ status }) => status === 'open');
}

export function nextDecision(state: IncidentState, since: Instant, until?: Instant): Event {
  const number = decisions(state).length + 1;
  const latest = plus(since, state.rules.decisionHours * HOUR);
  const due = until ? earlier(until, latest) : latest;
  return { type: 'obligation-opened', obligation: obligationIdOf(`decision/${number}`), kind: 'decision', since, due };
}

/** The latest instant, a whole number of periods after `due`, at which nobody had decided: an outage is asked about once, and puts off nothing. */
export function lastMissedDecision({ rules }: IncidentState, due: Instant, at: Instant): Instant {
  const period = rules.decisionHours * HOUR;
  return plus(due, Math.floor(elapsed(due, at) / period) * period);
}

function decisions({ obligations }: IncidentState): Obligation[] {
  return obligations.filter(({ kind }) => kind === 'decision');
}
