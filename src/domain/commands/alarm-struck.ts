import { escalate, inCharge, raise } from '../alerts';
import { nextDecision } from '../decision';
import type { Event } from '../events';
import { expiries } from '../expiry';
import { HOUR, plus, type Instant } from '../instant';
import { isPromise } from '../obligations';
import type { Obligation } from '../state';
import { warningsDue } from '../warnings';
import { SYSTEM_DOOR, type CommandRule, type Hearing } from './rule';

export const alarmStruck: CommandRule<object> = {
  description: 'A timer fired. What it means is read from the state anew: nothing, if somebody was faster.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing) => (hearing.state.stage.stage === 'closed' ? [] : strike(hearing)),
};

function strike(hearing: Hearing): Event[] {
  const { state, said, nextId } = hearing;
  return [
    ...expiries(state, said.at, nextId),
    ...warnings(hearing),
    ...overdue(hearing),
    ...rungs(hearing),
    ...demand(hearing),
  ];
}

/** Warnings that fell together, after a clock was set back or an outage, are one mail: the newest. */
function warnings({ state, said, nextId }: Hearing): Event[] {
  return warningsDue(state, said.at).flatMap(({ obligations, hoursBefore, passed, tell, due }) => {
    const kind = obligations.some(({ kind }) => kind === 'tell-customers') ? 'commitment-warning' : 'event-warning';
    const alert = raise(state, said.at, nextId(), kind, { roles: tell }, { due, detail: `${hoursBefore}` });
    return [{ type: 'warned', obligations: obligations.map(({ id }) => id), hoursBefore, passed }, alert];
  });
}

function overdue({ state, said, nextId }: Hearing): Event[] {
  return state.obligations
    .filter((obligation) => !isPromise(obligation) && isNewlyLate(obligation, said.at))
    .flatMap((obligation): Event[] => {
      const late: Event = { type: 'obligation-late', obligation: obligation.id };
      const alert = (kind: 'triage-overdue' | 'decision-overdue' | 'declaration-unconfirmed') =>
        raise(
          state,
          said.at,
          nextId(),
          kind,
          kind === 'declaration-unconfirmed' ? { roles: ['lead', 'privacy', 'legal'] } : inCharge(state),
          {
            due: obligation.due,
            acknowledge: true,
          },
        );
      if (obligation.kind === 'triage') return [late, alert('triage-overdue')];
      if (obligation.kind === 'confirm-declaration') return [late, alert('declaration-unconfirmed')];
      return [late, alert('decision-overdue'), nextDecision(state, obligation.due)];
    });
}

function rungs({ state, said }: Hearing): Event[] {
  return state.alerts.filter((alert) => alert.nextRungAt <= said.at).map((alert) => escalate(state, alert, said.at));
}

function demand({ state, said, nextId }: Hearing): Event[] {
  const { lateness, obligations, rules } = state;
  const open = obligations.some(
    (obligation) => isPromise(obligation) && obligation.status === 'open' && obligation.lateSince,
  );
  if (!lateness || !open || lateness.nextDemandAt > said.at) return [];
  return [
    { type: 'reason-demanded', nextDemandAt: plus(said.at, rules.reasonDemandHours * HOUR) },
    raise(state, said.at, nextId(), 'reason-demanded', { roles: ['lead', 'privacy'] }),
  ];
}

function isNewlyLate(obligation: Obligation, at: Instant): boolean {
  return obligation.status === 'open' && !obligation.lateSince && obligation.due <= at;
}
