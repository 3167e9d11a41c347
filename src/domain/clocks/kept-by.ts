import type { Blocker } from '../case/blockers';
import type { Fulfilment } from './fulfilment';
import type { Instant } from '../primitives/instant';
import { KINDS } from '../notices/kinds';
import type { Notice } from '../notices/state';
import type { IncidentState } from '../state';
import type { Obligation } from './state';

/** The notices that were released after the one that made this promise, for the same customers and perhaps more. */
export function laterNotices({ notices }: IncidentState, { notice: by = 0, since }: Obligation): Notice[] {
  return notices.filter(
    ({ kind, number, releasedAt }) =>
      KINDS[kind].followsUp && releasedAt && (releasedAt > since || (releasedAt === since && number > by)),
  );
}

/** Which notice made the promise; of a duplicate's the incident that sent it. */
export function promiser({ notice, subject }: Obligation): Pick<Blocker, 'number' | 'of'> {
  return notice === undefined ? { of: subject } : { number: notice };
}

/** Each customer that it was for has it. */
export function hasArrived({ status, counts }: Notice): boolean {
  return status === 'sent' && counts !== undefined && counts.told >= counts.customers && counts.unreachable === 0;
}

/** When the last mail server accepted it, which may be before anybody heard of it. */
export function arrivedAt({ counts, sentAt }: Notice): Instant | undefined {
  return counts?.lastAcceptedAt ?? sentAt;
}

/** How far a promise of a notice is kept, by the first of these that arrived, or by what persons told those whom no mail reached. */
export function keptBy(state: IncidentState, it: Obligation, keeping: readonly Notice[]): Fulfilment {
  const customers = state.notices.find(({ number }) => number === it.notice)?.counts?.customers ?? 0;
  const arrived = keeping.filter(hasArrived);
  const byPersons = keptByPersons(state, it);
  const [at] = [...arrived.flatMap((notice) => arrivedAt(notice) ?? []), ...(byPersons?.at ?? [])].sort();
  const told = Math.max(arrived[0]?.counts?.told ?? 0, byPersons?.told ?? 0);
  return { done: arrived.length > 0 || byPersons !== undefined, at, customers, told, waived: 0 };
}

/** By whom a person told, with those whom a later notice reached, once that is all of them. */
export function keptByPersons(
  { promiseCounts }: IncidentState,
  { id }: Obligation,
): { told: number; at: Instant[] } | undefined {
  const count = promiseCounts.find(({ obligation }) => obligation === id);
  if (!count || count.customers === 0 || count.kept < count.customers) return undefined;
  return { told: count.kept, at: count.lastKeptAt ? [count.lastKeptAt] : [] };
}
