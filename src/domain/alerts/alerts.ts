import type { Rules } from '../case/rules';
import { detailOf, dutyOf } from './alert-matter';
import type { Event } from '../events';
import { headlineOf } from '../case/headline';
import { MINUTE, plus, type Instant } from '../primitives/instant';
import type { Role } from '../primitives/people';
import type { Addressees, Alert, AlertDetail, AlertKind } from './state';
import type { AlertId, EffectId } from '../effects/state';
import type { IncidentState } from '../state';
import type { Obligation } from '../clocks/state';

type Raised = Extract<Event, { type: 'alert-raised' }>;
type Escalated = Extract<Event, { type: 'alert-escalated' }>;

interface Options {
  acknowledge?: boolean;
  detail?: AlertDetail;
  /** The promise that the alert is about, where that is not the nearest. */
  promise?: Pick<Obligation, 'due' | 'term'>;
  /** Where the alert is raised together with what makes the case late. */
  late?: boolean;
  /** The one it is about, where several of a kind may be open. */
  obligation?: Obligation;
}

/** An alert to people. One that asks for an acknowledgement escalates until somebody gives it. */
export function raise(
  state: IncidentState,
  at: Instant,
  id: EffectId,
  kind: AlertKind,
  to: Addressees,
  options: Options = {},
): Raised {
  const { acknowledge = false, detail = detailOf(state, kind), promise, late, obligation } = options;
  const headline = headlineOf(state);
  return {
    type: 'alert-raised',
    alert: id as AlertId,
    kind,
    to,
    acknowledge,
    escalatesAt: acknowledge ? plus(at, state.rules.escalation.minutesPerLevel * MINUTE) : undefined,
    detail,
    ...(obligation && { obligation: obligation.id }),
    duty: obligation ? { kind: obligation.kind, due: obligation.due } : dutyOf(state, kind),
    headline: { ...headline, ...(promise && { due: promise.due, term: promise.term }), late: late ?? headline.late },
  };
}

/** The id of the mail that a level of escalation owes: its alert's own, then with the level and its instant, for the last one repeats. */
export function mailIdOf(alert: Pick<Alert, 'id' | 'level'>, at: Instant): EffectId {
  return alert.level < 0 ? alert.id : (`${alert.id}^${alert.level}^${at}` as EffectId);
}

/** The next level of escalation; the last one repeats. */
export function escalate(state: IncidentState, alert: Alert, at: Instant): Escalated {
  const duty = dutyOf(state, alert.kind, alert.obligation);
  return { ...nextLevel(state.rules, alert, at), duty, headline: headlineOf(state) };
}

export function nextLevel(
  { escalation }: Pick<Rules, 'escalation'>,
  alert: Pick<Alert, 'id' | 'level'>,
  at: Instant,
): Omit<Escalated, 'duty' | 'headline'> {
  const { levels, minutesPerLevel, lastRepeatsMinutes } = escalation;
  const level = Math.min(alert.level + 1, levels.length - 1);
  const wait = level === levels.length - 1 ? lastRepeatsMinutes : minutesPerLevel;
  const to = { roles: levels.slice(level, level + 1) };
  return { type: 'alert-escalated', alert: alert.id, level, to, escalatesAt: plus(at, wait * MINUTE) };
}

/** A level that reached nobody is skipped at once; past the top one, those whom a mail of this alert last reached stand in for it. */
export function skipLevel(state: IncidentState, alert: Alert, at: Instant): Escalated[] {
  const { levels, lastRepeatsMinutes } = state.rules.escalation;
  const top = levels.length - 1;
  if (alert.level < top) return [escalate(state, alert, at)];
  if (alert.level > top || !alert.lastReached) return [];
  return [
    {
      type: 'alert-escalated',
      alert: alert.id,
      level: top + 1,
      to: alert.lastReached,
      escalatesAt: plus(at, lastRepeatsMinutes * MINUTE),
      duty: dutyOf(state, alert.kind, alert.obligation),
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
