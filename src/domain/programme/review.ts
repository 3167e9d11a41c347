import { HOUR, plus, type Instant } from '../primitives/instant';
import type { Cause } from '../post-mortem/state';

/** A period whose post-mortems are looked over together. */
export interface ReviewPeriod {
  id: string;
  fromAt: Instant;
  toAt: Instant;
  dueAt: Instant;
}

/** ISO/IEC 27001 clause 9.3: management reviews at planned intervals. */
export const REVIEW_EVERY_MONTHS = 12;
const REVIEW_WITHIN_DAYS = 30;

/** The periods that have ended and have no review yet. `since`: the end of the last one reviewed, or the first post-mortem. */
export function periodsOwed(since: Instant, now: Instant, everyMonths = REVIEW_EVERY_MONTHS): ReviewPeriod[] {
  const periods: ReviewPeriod[] = [];
  for (
    let fromAt = since, toAt = monthsAfter(since, everyMonths);
    toAt <= now;
    toAt = monthsAfter(fromAt, everyMonths)
  ) {
    periods.push({ id: `REV-${toAt.slice(0, 7)}`, fromAt, toAt, dueAt: plus(toAt, REVIEW_WITHIN_DAYS * 24 * HOUR) });
    fromAt = toAt;
  }
  return periods;
}

/** The first of the month that many months later, so that no day is lost at the end of a short month. */
function monthsAfter(at: Instant, months: number): Instant {
  const [year = 0, month = 0] = at.split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const named = `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
  return `${named}-01T00:00:00.000Z` as Instant;
}

/** What a post-mortem says of its causes. */
export interface CausesOf {
  incident: string;
  kinds: readonly Cause[];
}

/** Kinds of cause that came back, the most frequent first, with where. */
export function recurring(found: readonly CausesOf[]): { cause: Cause; incidents: string[] }[] {
  const causes = [...new Set(found.flatMap(({ kinds }) => kinds))];
  return causes
    .map((cause) => ({
      cause,
      incidents: found.filter(({ kinds }) => kinds.includes(cause)).map(({ incident }) => incident),
    }))
    .filter(({ incidents }) => incidents.length > 1)
    .sort((one, other) => other.incidents.length - one.incidents.length);
}
