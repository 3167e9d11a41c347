import { detailOf, dutyOf } from './alert-matter';
import type { Event } from '../events';
import { headlineOf } from '../case/headline';
import { MINUTE, plus, type Instant } from '../primitives/instant';
import type { Role } from '../primitives/people';
import type { Addressees, Alert, AlertDetail, AlertKind, IncidentState } from '../state';

type Raised = Extract<Event, { type: 'alert-raised' }>;
type Escalated = Extract<Event, { type: 'alert-escalated' }>;

interface Options {
  acknowledge?: boolean;
  detail?: AlertDetail;
  /** The due instant of the promise that the alert is about, where that is not the nearest. */
  promise?: Instant;
  /** Where the alert is raised together with what makes the case late. */
  late?: boolean;
}

/** An alert to people. One that asks for an acknowledgement climbs the ladder until somebody gives it. */
export function raise(
  state: IncidentState,
  at: Instant,
  id: string,
  kind: AlertKind,
  to: Addressees,
  options: Options = {},
): Raised {
  const { acknowledge = false, detail = detailOf(state, kind), promise, late } = options;
  const headline = headlineOf(state);
  return {
    type: 'alert-raised',
    alert: id,
    kind,
    to,
    acknowledge,
    nextRungAt: acknowledge ? plus(at, state.rules.ladder.minutesPerRung * MINUTE) : undefined,
    detail,
    duty: dutyOf(state, kind),
    headline: { ...headline, due: promise ?? headline.due, late: late ?? headline.late },
  };
}

/** The people in charge: those assigned, or every responder while nobody is. */
export function inCharge(state: IncidentState): Addressees {
  return state.assignees.length > 0 ? { persons: state.assignees } : { roles: ['responder'] };
}

/** The id of the mail that a rung of the ladder owes: its alert's own, then with the rung and its instant, for the last one repeats. */
export function mailOf(alert: Pick<Alert, 'id' | 'rung'>, at: Instant): string {
  return alert.rung < 0 ? alert.id : `${alert.id}^${alert.rung}^${at}`;
}

/** The alert that a mail belongs to. */
export function alertOf(mail: string): string {
  return mail.split('^', 1)[0] ?? mail;
}

/** The next rung of the ladder; the last one repeats. */
export function escalate(state: IncidentState, alert: Alert, at: Instant): Escalated {
  const { rungs, minutesPerRung, lastRepeatsMinutes } = state.rules.ladder;
  const rung = Math.min(alert.rung + 1, rungs.length - 1);
  const wait = rung === rungs.length - 1 ? lastRepeatsMinutes : minutesPerRung;
  return {
    type: 'alert-escalated',
    alert: alert.id,
    rung,
    to: { roles: rungs.slice(rung, rung + 1) },
    nextRungAt: plus(at, wait * MINUTE),
    duty: dutyOf(state, alert.kind),
    headline: headlineOf(state),
  };
}

/** A rung that reached nobody is skipped at once; past the top one, those whom a mail of this alert last reached stand in for it. */
export function skip(state: IncidentState, alert: Alert, at: Instant): Escalated[] {
  const { rungs, lastRepeatsMinutes } = state.rules.ladder;
  const top = rungs.length - 1;
  if (alert.rung < top) return [escalate(state, alert, at)];
  if (alert.rung > top || !alert.lastReached) return [];
  return [
    {
      type: 'alert-escalated',
      alert: alert.id,
      rung: top + 1,
      to: alert.lastReached,
      nextRungAt: plus(at, lastRepeatsMinutes * MINUTE),
      duty: dutyOf(state, alert.kind),
      headline: headlineOf(state),
    },
  ];
}

/** Who must know, by the dated table in the incident's own rules. */
export function stakeholdersOf(state: IncidentState): Role[] {
  const roles = state.rules.stakeholders
    .filter(({ when }) => {
      const { severity, scenario } = state.triage;
      return (
        (when.class?.includes(state.classification.class) ?? true) &&
        (!when.severity || (severity !== undefined && when.severity.includes(severity.level))) &&
        (!when.scenario || (scenario !== undefined && when.scenario.includes(scenario)))
      );
    })
    .flatMap((rule) => rule.alert);
  return [...new Set(roles)];
}
