import { HOUR, plus, type Instant } from '../primitives/instant';
import type { Alert, IncidentState, Obligation } from '../state';

/** An obligation owed to customers, unlike those we owe ourselves. */
export function isOwedToCustomers({ kind }: Obligation): boolean {
  return kind === 'tell-customers' || kind === 'tell-observation' || kind === 'tell-withdrawal';
}

/** A promise whose due is still to come. One that was late is late for good; if a correction then moved its due on, that one is to come. */
export function isPending(obligation: Obligation): boolean {
  return isOwedToCustomers(obligation) && obligation.status === 'open' && !hasExpired(obligation);
}

/** Late, and everyone was told so. */
export function hasExpired({ lateSince, rearmed }: Obligation): boolean {
  return lateSince !== undefined && !rearmed;
}

/**
 * When what we owe ourselves is asked for. Once late, triage and decision are followed by the next decision; a declaration that nobody
 * confirms is asked about again, as soon as the acknowledgement of its last alert has grown old.
 */
export function reminderAt({ alerts }: IncidentState, obligation: Obligation): Instant | undefined {
  const { kind, status, due, lateSince, reaskAt } = obligation;
  if (status !== 'open' || isOwedToCustomers(obligation)) return undefined;
  if (!lateSince) return due;
  const answered = kind === 'confirm-declaration' && !alerts.some((alert) => alert.kind === 'declaration-unconfirmed');
  return answered ? (reaskAt ?? due) : undefined;
}

/** When an acknowledgement of this alert is no longer enough; never, where another clock goes on asking. */
export function nextReminderAfter({ rules }: IncidentState, { kind }: Alert, at: Instant): Instant | undefined {
  return kind === 'declaration-unconfirmed' ? plus(at, rules.confirmDeclarationHours * HOUR) : undefined;
}
