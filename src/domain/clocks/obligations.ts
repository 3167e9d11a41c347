import { plus, type Instant } from '../primitives/instant';
import type { Alert } from '../alerts/state';
import type { IncidentState } from '../state';
import type { Obligation, ObligationId } from './state';
import type { OwnClock } from './clock';
import { clockOf, customersClockOf } from './table';

/** An obligation owed to customers, unlike those we owe ourselves. */
export function isOwedToCustomers(obligation: Pick<Obligation, 'kind'>): boolean {
  return customersClockOf(obligation) !== undefined;
}

/** A promise whose due is still to come. One that was late is late for good; if a correction then moved its due on, that one is to come. */
export function isPending(obligation: Obligation): boolean {
  return isOwedToCustomers(obligation) && obligation.status === 'open' && !hasExpired(obligation);
}

/** The one that is due first; of several, the one that was opened first. */
export function earliest(obligations: readonly Obligation[]): Obligation | undefined {
  return [...obligations].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))[0];
}

/** Late, and everyone was told so. */
export function hasExpired({ lateSince, rearmed }: Obligation): boolean {
  return lateSince !== undefined && !rearmed;
}

/** What of ours is asked for, and when. */
export interface Reminder {
  clock: OwnClock;
  at: Instant;
}

/**
 * When what we owe ourselves is asked for. Once late, most are followed by the next clock; one that goes on asking asks again as soon as the
 * acknowledgement of its last alert has grown old.
 */
export function reminderOf({ alerts }: IncidentState, obligation: Obligation): Reminder | undefined {
  const clock = clockOf(obligation);
  const { status, due, lateSince, reaskAt } = obligation;
  if (status !== 'open' || clock.owedTo !== 'us') return undefined;
  if (!lateSince) return { clock, at: due };
  const { alert, reaskAfterMs } = clock.onDue;
  const isAnswered =
    reaskAfterMs !== undefined && !alerts.some((one) => one.kind === alert && isAbout(one, obligation));
  return isAnswered ? { clock, at: reaskAt ?? due } : undefined;
}

/** The obligation that goes on asking after this alert was acknowledged, and when; none, where another clock asks. */
export function reaskedAfter(
  { obligations, rules }: IncidentState,
  alert: Alert,
  at: Instant,
): { obligation: ObligationId; at: Instant } | undefined {
  for (const obligation of obligations) {
    const { onDue } = clockOf(obligation);
    const asks = onDue.alert === alert.kind && isAbout(alert, obligation);
    if (asks && 'reaskAfterMs' in onDue && onDue.reaskAfterMs)
      return { obligation: obligation.id, at: plus(at, onDue.reaskAfterMs(rules)) };
  }
  return undefined;
}

/** Where several of a kind may wait, an alert names the one it is about. */
function isAbout({ obligation }: Alert, { id }: Obligation): boolean {
  return obligation === undefined || obligation === id;
}
