import type { AlertDetail, AlertKind, Duty, IncidentState, ObligationKind } from '../state';

/** The duties that an alert may be about; all other alerts are about the promises to customers, or have no clock. */
const DUTIES: Partial<Record<AlertKind, ObligationKind[]>> = {
  reported: ['triage'],
  assigned: ['triage', 'decision'],
  stakeholders: ['triage', 'decision'],
  declared: ['confirm-declaration'],
  'declaration-unconfirmed': ['confirm-declaration'],
  'triage-overdue': ['triage'],
  'decision-overdue': ['decision'],
};

/** The clock of our own that an alert of this kind stands under: the first that is open. */
export function dutyOf({ obligations }: IncidentState, alert: AlertKind): Duty | undefined {
  const kinds = DUTIES[alert] ?? [];
  const open = obligations.filter(({ kind, status }) => status === 'open' && kinds.includes(kind));
  const first = open.sort((a, b) => (a.due < b.due ? -1 : 1))[0];
  return first && { kind: first.kind, due: first.due };
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
