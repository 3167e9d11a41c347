import { clockOf } from '../clocks/table';
import type { AlertDetail, AlertKind } from './state';
import type { Duty } from '../clocks/state';
import type { IncidentState } from '../state';

/** The clock of our own that an alert of this kind stands under: the first that is open. Others are about customers, or have no clock. */
export function dutyOf({ obligations }: IncidentState, alert: AlertKind): Duty | undefined {
  const open = obligations.filter(({ kind, status }) => status === 'open' && isUnder(alert, kind));
  const first = open.sort((a, b) => (a.due < b.due ? -1 : 1))[0];
  return first && { kind: first.kind, due: first.due };
}

function isUnder(alert: AlertKind, kind: Duty['kind']): boolean {
  const clock = clockOf({ kind });
  return clock.owedTo === 'us' && (clock.onDue.alert === alert || clock.toldBy.includes(alert));
}

/** What an alert of this kind says of the case, where its occasion adds nothing. */
export function detailOf({ report, declaration, anchors }: IncidentState, alert: AlertKind): AlertDetail | undefined {
  switch (alert) {
    case 'reported':
    case 'assigned':
    case 'stakeholders':
      return { about: 'report', channel: report.channel, detectedAt: anchors.detected?.at ?? report.detectedAt };
    case 'declared':
    case 'declaration-unconfirmed': {
      if (!declaration) return undefined;
      const { basis, gdpr, policy, policyHours } = declaration;
      return { about: 'declaration', basis, gdpr, policy, policyHours, awareAt: anchors.aware?.at };
    }
    default:
      return undefined;
  }
}
