import type { Event, Provenance } from '../../events';
import type { Alert, AlertsSlice } from '../state';
import type { Effect, EffectsSlice } from '../../effects/state';

/** Of the incident, or of a process beside it. */
type Alerted = AlertsSlice & { outbox: readonly Pick<EffectsSlice['outbox'][number], 'id'>[] };

/** Alerts that wait for an answer; closing waits for none. */
export function foldAlerts(state: Alerted, event: Event, provenance: Provenance): Partial<AlertsSlice> {
  switch (event.type) {
    case 'alert-raised':
      return raised(state, event, provenance);
    case 'alert-escalated': {
      const { level, to, escalatesAt } = event;
      return change(state, event.alert, () => ({ level, to, escalatesAt }));
    }
    case 'alert-delivered':
      return delivered(state, event);
    case 'alert-acknowledged':
    case 'alert-ended':
      return { alerts: state.alerts.filter((alert) => alert.id !== event.alert) };
    case 'closed':
      return { alerts: [] };
    default:
      return {};
  }
}

function raised(
  { alerts }: AlertsSlice,
  { alert: id, kind, to, detail, obligation, escalatesAt }: Extract<Event, { type: 'alert-raised' }>,
  { at }: Provenance,
): AlertsSlice {
  if (!escalatesAt) return { alerts };
  return {
    alerts: [...alerts, { id, kind, detail, obligation, raisedAt: at, level: -1, to, reached: [], escalatesAt }],
  };
}

function delivered(
  state: Alerted,
  { effect: id, reached }: Extract<Event, { type: 'alert-delivered' }>,
): Partial<AlertsSlice> {
  const mail = state.outbox.find((effect) => effect.id === id) as Effect | undefined;
  if (mail?.kind !== 'alert') return {};
  const lastReached = reached.length > 0 ? { lastReached: mail.to } : {};
  return change(state, mail.alertId, (alert) => ({
    ...lastReached,
    reached: [...new Set([...alert.reached, ...reached])],
  }));
}

function change({ alerts }: AlertsSlice, id: string, to: (before: Alert) => Partial<Alert>): AlertsSlice {
  return { alerts: alerts.map((alert) => (alert.id === id ? { ...alert, ...to(alert) } : alert)) };
}
