import type { Instant } from '../primitives/instant';
import { isOwedToCustomers, isPending, reminderOf } from './obligations';
import type { IncidentState } from '../state';
import { foremostOf } from './table';
import { warningInstants } from './warnings';

/** A durable timer the incident needs. `key` stays the same as long as it means the same strike. */
export interface Alarm {
  key: string;
  at: Instant;
  /** Shown in Temporal's UI; at most 120 characters. */
  summary: string;
}

/** One timer for every due instant promised to customers, and one for whatever else comes next. */
export function alarmsOf(state: IncidentState): Alarm[] {
  if (state.stage.stage === 'closed') return [];
  const next = otherInstants(state).sort()[0];
  const other: Alarm[] = next
    ? [{ key: `next ${next}`, at: next, summary: `next warning, level or check ${state.id}` }]
    : [];
  return [...commitmentAlarms(state), ...other];
}

/** When something must happen next: a page is then made of it, or a timer was lost. */
export function nextAlarmAt(state: IncidentState): Instant | undefined {
  return alarmsOf(state)
    .map(({ at }) => at)
    .sort()[0];
}

/** Once late, a promise is chased by demands, and by no timer of its own, unless its due has moved on since. */
export function commitmentAlarms(state: IncidentState): Alarm[] {
  const pending = state.obligations.filter(isPending);
  return [...new Set(pending.map((obligation) => obligation.due))].sort().map((due) => {
    const clock = foremostOf(pending.filter((obligation) => obligation.due === due));
    return { key: `due ${due}`, at: due, summary: `${clock?.timerName(state, due) ?? 'due'} ${state.id}` };
  });
}

function otherInstants(state: IncidentState): Instant[] {
  const late = state.obligations.some(
    (obligation) => isOwedToCustomers(obligation) && obligation.status === 'open' && obligation.lateSince,
  );
  return [
    ...warningInstants(state),
    ...state.obligations.flatMap((obligation) => reminderOf(state, obligation)?.at ?? []),
    ...state.alerts.map((alert) => alert.escalatesAt),
    ...(state.restriction?.glass.map(({ until }) => until) ?? []),
    ...(state.lateness && late ? [state.lateness.nextDemandAt] : []),
  ];
}
