import type { Event } from '../events';
import { earlier, elapsed, HOUR, plus, type Instant } from '../primitives/instant';
import type { IncidentState, Obligation } from '../state';

/*
 * A suspected case must not lie open undecided: once triage ended, or was to end, somebody declares, classes it, or says what is missing
 * and until when, every 24 hours. An open-ended look at the facts would be a failure to notify (EDPB Guidelines 9/2022 on "becoming aware").
 */

export function openDecisions(state: IncidentState): Obligation[] {
  return state.obligations.filter((obligation) => obligation.kind === 'decision' && obligation.status === 'open');
}

export function nextDecision(state: IncidentState, since: Instant, until?: Instant): Event {
  const number = state.obligations.filter((obligation) => obligation.kind === 'decision').length + 1;
  const latest = plus(since, state.rules.decisionHours * HOUR);
  const due = until ? earlier(until, latest) : latest;
  return { type: 'obligation-opened', obligation: `decision/${number}`, kind: 'decision', since, due };
}

/** The latest instant, a whole number of periods after `due`, at which nobody had decided: an outage is asked about once, and puts off nothing. */
export function lastMissedDecision({ rules }: IncidentState, due: Instant, at: Instant): Instant {
  const period = rules.decisionHours * HOUR;
  return plus(due, Math.floor(elapsed(due, at) / period) * period);
}
