import { escalate, raise } from '../../alerts/alerts';
import { alertsEnded, isFoundNone } from '../../alerts/settled';
import { lastMissedDecision, nextDecision } from '../decision';
import type { Event } from '../../events';
import { expiries } from '../expiry';
import { HOUR, plus } from '../../primitives/instant';
import { isOwedToCustomers, reminderOf } from '../obligations';
import { warningsDue } from '../warnings';
import { glassEnded } from '../../restriction/glass';
import { SYSTEM_DOOR, type CommandRule, type CommandContext } from '../../rule';

export const alarmStruck: CommandRule<object> = {
  description: 'A timer fired. What it means is read from the state anew: nothing, if somebody was faster.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing) => (hearing.state.stage.stage === 'closed' ? [] : handleAlarm(hearing)),
};

function handleAlarm(hearing: CommandContext): Event[] {
  const { state, said, nextId } = hearing;
  const raised = [...expiries(state, said.at, nextId), ...warnings(hearing), ...overdue(hearing)];
  return [...raised, ...escalations(hearing, raised), ...reasonDemand(hearing), ...glassEnded(state, said.at)];
}

/** Warnings that fell together, after a clock was set back or an outage, are one mail: the newest. */
function warnings({ state, said, nextId }: CommandContext): Event[] {
  return warningsDue(state, said.at).flatMap(({ obligations, alert: kind, hoursBefore, passed, tell, isLast }) => {
    const detail = { about: 'hours-left', hours: hoursBefore } as const;
    const acknowledge = isLast && state.rules.attention !== undefined;
    const options = { promise: obligations[0], detail, acknowledge };
    const alert = raise(state, said.at, nextId(), kind, { roles: tell }, options);
    return [{ type: 'warned', obligations: obligations.map(({ id }) => id), hoursBefore, passed }, alert];
  });
}

/**
 * What is not done and leaves the case undecided is followed by the next decision. What was found to be no incident is told of and climbs no
 * further, but for what asks until it is done: that counts from an acknowledgement.
 */
function overdue({ state, said, nextId }: CommandContext): Event[] {
  const isNone = state.rules.attention !== undefined && isFoundNone(state);
  return state.obligations.flatMap((obligation): Event[] => {
    const reminder = reminderOf(state, obligation);
    if (!reminder || reminder.at > said.at) return [];
    const { alert, act, to, detail, leavesUndecided, reaskAfterMs } = reminder.clock.onDue;
    if (act) return act(state, obligation, said.at, nextId);
    const acknowledge = !isNone || reaskAfterMs !== undefined;
    const about = obligation.subject === undefined ? {} : { obligation, detail: detail?.(state, obligation) };
    const late: Event = { type: 'obligation-late', obligation: obligation.id };
    return [
      ...(obligation.lateSince ? [] : [late]),
      raise(state, said.at, nextId(), alert, to(state, obligation), { acknowledge, ...about }),
      ...(leavesUndecided(state) ? [nextDecision(state, lastMissedDecision(state, obligation.due, said.at))] : []),
    ];
  });
}

/** What ends at the same instant climbs no more: an expiry takes the place of the last warning. */
function escalations({ state, said, after }: CommandContext, raised: Event[]): Event[] {
  const ended = alertsEnded(after(raised), said.by).map((event) => ('alert' in event ? event.alert : undefined));
  return state.alerts
    .filter(({ id, escalatesAt }) => escalatesAt <= said.at && !ended.includes(id))
    .map((alert) => escalate(state, alert, said.at));
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
