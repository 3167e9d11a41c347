import { mailIdOf } from '../alerts';
import type { Event, Provenance } from '../../events';
import type { Alert, Effect, IncidentState } from '../../state';

/** Alerts that wait for an answer, and the mails they owe. */
export function applyAlert(state: IncidentState, event: Event, { at }: Provenance): IncidentState {
  switch (event.type) {
    case 'alert-raised': {
      const { alert: id, kind, to, detail, duty, acknowledge, headline, escalatesAt } = event;
      const mail: Effect = {
        ...{ id, kind: 'alert', alertId: id, alert: kind, raisedAt: at },
        ...{ to, detail, duty, acknowledge, headline },
      };
      const waiting: Alert[] = escalatesAt
        ? [...state.alerts, { id, kind, detail, raisedAt: at, level: -1, to, reached: [], escalatesAt }]
        : state.alerts;
      return { ...state, alerts: waiting, outbox: [...state.outbox, mail] };
    }
    case 'alert-escalated':
      return escalated(state, event, at);
    case 'alert-delivered':
      return delivered(state, event);
    case 'alert-acknowledged':
      return { ...state, alerts: state.alerts.filter((alert) => alert.id !== event.alert) };
    default:
      return state;
  }
}

function escalated(
  state: IncidentState,
  event: Extract<Event, { type: 'alert-escalated' }>,
  at: Provenance['at'],
): IncidentState {
  const { alert: id, level, to, escalatesAt, duty, headline } = event;
  const alert = state.alerts.find((waiting) => waiting.id === id);
  if (!alert) return state;
  const of = state.rules.escalation.levels.length + 1;
  const mail: Effect = {
    id: mailIdOf({ id, level }, at),
    kind: 'alert',
    alertId: id,
    alert: alert.kind,
    raisedAt: at,
    to,
    detail: alert.detail,
    duty,
    acknowledge: true,
    unanswered: { since: alert.raisedAt, level: Math.min(level + 2, of), of },
    headline,
  };
  return {
    ...state,
    alerts: state.alerts.map((waiting) => (waiting.id === id ? { ...waiting, level, to, escalatesAt } : waiting)),
    outbox: [...state.outbox, mail],
  };
}

function delivered(
  state: IncidentState,
  { effect: id, reached }: Extract<Event, { type: 'alert-delivered' }>,
): IncidentState {
  const mail = state.outbox.find((effect) => effect.id === id);
  if (mail?.kind !== 'alert') return state;
  const lastReached = reached.length > 0 ? { lastReached: mail.to } : {};
  return {
    ...state,
    alerts: state.alerts.map((alert) =>
      alert.id === mail.alertId
        ? { ...alert, ...lastReached, reached: [...new Set([...alert.reached, ...reached])] }
        : alert,
    ),
    outbox: state.outbox.filter((effect) => effect.id !== id),
  };
}
