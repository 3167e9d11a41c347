import { escalate, inCharge, raise } from '../../alerts/alerts';
import { lastMissedDecision, nextDecision } from '../decision';
import type { Event } from '../../events';
import { expiries } from '../expiry';
import { HOUR, plus, type Instant } from '../../primitives/instant';
import { reminderAt, isOwedToCustomers } from '../obligations';
import type { Addressees, AlertKind, IncidentState, Obligation, ObligationKind } from '../../state';
import { warningsDue } from '../warnings';
import { SYSTEM_DOOR, type CommandRule, type CommandContext } from '../../rule';

/** What is asked, and of whom, when we have not done in time what we owe ourselves. */
const ASKS: Partial<Record<ObligationKind, { alert: AlertKind; to: (state: IncidentState) => Addressees }>> = {
  triage: { alert: 'triage-overdue', to: inCharge },
  decision: { alert: 'decision-overdue', to: inCharge },
  'confirm-declaration': { alert: 'declaration-unconfirmed', to: () => ({ roles: ['lead', 'privacy', 'legal'] }) },
};

export const alarmStruck: CommandRule<object> = {
  description: 'A timer fired. What it means is read from the state anew: nothing, if somebody was faster.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing) => (hearing.state.stage.stage === 'closed' ? [] : handleAlarm(hearing)),
};

function handleAlarm(hearing: CommandContext): Event[] {
  const { state, said, nextId } = hearing;
  return [
    ...expiries(state, said.at, nextId),
    ...warnings(hearing),
    ...overdue(hearing),
    ...escalations(hearing),
    ...reasonDemand(hearing),
  ];
}

/** Warnings that fell together, after a clock was set back or an outage, are one mail: the newest. */
function warnings({ state, said, nextId }: CommandContext): Event[] {
  return warningsDue(state, said.at).flatMap(({ obligations, hoursBefore, passed, tell, due }) => {
    const kind = obligations.some(({ kind }) => kind === 'tell-customers') ? 'commitment-warning' : 'event-warning';
    const detail = { about: 'hours-left', hours: hoursBefore } as const;
    const alert = raise(state, said.at, nextId(), kind, { roles: tell }, { promise: due, detail });
    return [{ type: 'warned', obligations: obligations.map(({ id }) => id), hoursBefore, passed }, alert];
  });
}

function overdue({ state, said, nextId }: CommandContext): Event[] {
  return state.obligations.flatMap((obligation): Event[] => {
    const ask = ASKS[obligation.kind];
    const asked = reminderAt(state, obligation);
    if (!ask || !asked || asked > said.at) return [];
    const late: Event = { type: 'obligation-late', obligation: obligation.id };
    return [
      ...(obligation.lateSince ? [] : [late]),
      raise(state, said.at, nextId(), ask.alert, ask.to(state), { acknowledge: true }),
      ...decisionAfter(state, obligation, said.at),
    ];
  });
}

/** A decision not taken is followed by the next one; a triage not ended leaves the case as undecided as its end would have. */
function decisionAfter(state: IncidentState, { kind, due }: Obligation, at: Instant): Event[] {
  const undecided = kind === 'decision' || (kind === 'triage' && state.classification.class === 'undetermined');
  return undecided ? [nextDecision(state, lastMissedDecision(state, due, at))] : [];
}

function escalations({ state, said }: CommandContext): Event[] {
  return state.alerts.filter((alert) => alert.escalatesAt <= said.at).map((alert) => escalate(state, alert, said.at));
}

function reasonDemand({ state, said, nextId }: CommandContext): Event[] {
  const { lateness, obligations, rules } = state;
  const open = obligations.some(
    (obligation) => isOwedToCustomers(obligation) && obligation.status === 'open' && obligation.lateSince,
  );
  if (!lateness || !open || lateness.nextDemandAt > said.at) return [];
  return [
    { type: 'reason-demanded', nextDemandAt: plus(said.at, rules.reasonDemandHours * HOUR) },
    raise(state, said.at, nextId(), 'reason-demanded', { roles: ['lead', 'privacy'] }),
  ];
}
