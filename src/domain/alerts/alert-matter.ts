import { declaredLate } from '../case/gap';
import { clockOf } from '../clocks/table';
import type { AlertDetail, AlertKind } from './state';
import type { Duty } from '../clocks/state';
import type { IncidentState } from '../state';
import { briefOf } from '../triage/brief';

/**
 * The clock of our own that an alert of this kind stands under: the one it names, or else the first that is open. Others are about customers, or
 * have no clock.
 */
export function dutyOf({ obligations }: IncidentState, alert: AlertKind, named?: string): Duty | undefined {
  const open = obligations.filter(
    ({ id, kind, status }) => status === 'open' && (named === undefined ? isUnder(alert, kind) : id === named),
  );
  const first = open.sort((a, b) => (a.due < b.due ? -1 : 1))[0];
  return first && { kind: first.kind, due: first.due };
}

function isUnder(alert: AlertKind, kind: Duty['kind']): boolean {
  const clock = clockOf({ kind });
  return clock.owedTo === 'us' && (clock.onDue.alert === alert || clock.toldBy.includes(alert));
}

/** What an alert of this kind says of the case, where its occasion adds nothing. */
export function detailOf(state: IncidentState, alert: AlertKind): AlertDetail | undefined {
  const { declaration, anchors, rules } = state;
  switch (alert) {
    case 'reported':
    case 'assigned':
      return {
        ...reportDetail(state),
        ...(rules.attention && state.report.outsider && { outsider: state.report.outsider }),
      };
    case 'stakeholders':
      return reportDetail(state);
    case 'triage-overdue':
    case 'decision-overdue':
      return rules.attention && reportDetail(state);
    case 'declared':
    case 'declaration-unconfirmed': {
      if (!declaration) return undefined;
      const { basis, gdpr, policy, policyHours } = declaration;
      const said = { basis, gdpr, policy, policyHours, awareAt: anchors.aware?.at };
      return { about: 'declaration', ...said, ...(rules.attention && { brief: briefOf(state), ...lateBy(state) }) };
    }
    default:
      return undefined;
  }
}

function reportDetail(state: IncidentState): Extract<AlertDetail, { about: 'report' }> {
  const { report, anchors } = state;
  const detectedAt = anchors.detected?.at ?? report.detectedAt;
  return { about: 'report', channel: report.channel, detectedAt, ...briefOf(state) };
}

function lateBy(state: IncidentState): { lateHours?: number } {
  const late = declaredLate(state);
  return late ? { lateHours: late.afterHours } : {};
}
