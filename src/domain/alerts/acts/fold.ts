import type { Event, Provenance } from '../../events';
import type { Alert, IncidentState } from '../../state';

/** Alerts that wait for an answer; closing waits for none. */
export function applyAlert(state: IncidentState, event: Event, told: Provenance): IncidentState {
  switch (event.type) {
    case 'alert-raised':
      return raised(state, event, told);
    case 'alert-escalated': {
      const { level, to, escalatesAt } = event;
      return change(state, event.alert, () => ({ level, to, escalatesAt }));
    }
    case 'alert-delivered':
      return delivered(state, event);
    case 'alert-acknowledged':
      return { ...state, alerts: state.alerts.filter((alert) => alert.id !== event.alert) };
    case 'closed':
      return { ...state, alerts: [] };
    default:
      return state;
  }
}

function raised(
  state: IncidentState,
  { alert: id, kind, to, detail, escalatesAt }: Extract<Event, { type: 'alert-raised' }>,
  { at }: Provenance,
): IncidentState {
  if (!escalatesAt) return state;
  const alert: Alert = { id, kind, detail, raisedAt: at, level: -1, to, reached: [], escalatesAt };
  return { ...state, alerts: [...state.alerts, alert] };
}

function delivered(
  state: IncidentState,
  { effect: id, reached }: Extract<Event, { type: 'alert-delivered' }>,
): IncidentState {
  const mail = state.outbox.find((effect) => effect.id === id);
  if (mail?.kind !== 'alert') return state;
  const lastReached = reached.length > 0 ? { lastReached: mail.to } : {};
  return change(state, mail.alertId, (alert) => ({
    ...lastReached,
    reached: [...new Set([...alert.reached, ...reached])],
  }));
}

function change(state: IncidentState, id: string, to: (before: Alert) => Partial<Alert>): IncidentState {
  return {
    ...state,
    alerts: state.alerts.map((alert) => (alert.id === id ? { ...alert, ...to(alert) } : alert)),
  };
}
