import { HOUR, plus, type Instant } from '../primitives/instant';
import type { Rules } from '../case/rules';
import type { Role } from '../primitives/people';
import type { Cause } from '../post-mortem/state';

/** A period whose post-mortems are looked over together. */
export interface ReviewPeriod {
  id: string;
  fromAt: Instant;
  toAt: Instant;
  dueAt: Instant;
}

/** Who decides on a review, reads what was decided, and may own what is to be done. */
export const DECIDERS: readonly Role[] = ['lead', 'privacy', 'legal', 'executive'];

/** As the rules in force have it. */
export type ReviewRhythm = NonNullable<Rules['programmeReview']>;

/** The periods that have ended and have no review yet. `since`: the end of the last one reviewed, or the first post-mortem. */
export function periodsOwed(
  since: Instant,
  now: Instant,
  { everyMonths, withinDays }: Pick<ReviewRhythm, 'everyMonths' | 'withinDays'>,
): ReviewPeriod[] {
  const periods: ReviewPeriod[] = [];
  for (
    let fromAt = since, toAt = monthsAfter(since, everyMonths);
    toAt <= now;
    toAt = monthsAfter(fromAt, everyMonths)
  ) {
    periods.push({ id: `REV-${toAt.slice(0, 7)}`, fromAt, toAt, dueAt: plus(toAt, withinDays * 24 * HOUR) });
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

/** Kinds of cause of the period that came back in it, or were there before; the most frequent first, with where. */
export function recurring(
  period: readonly CausesOf[],
  before: readonly CausesOf[] = [],
): { cause: Cause; incidents: string[] }[] {
  const causes = [...new Set(period.flatMap(({ kinds }) => kinds))];
  const found = [...before, ...period];
  return causes
    .map((cause) => ({
      cause,
      incidents: found.filter(({ kinds }) => kinds.includes(cause)).map(({ incident }) => incident),
    }))
    .filter(({ incidents }) => incidents.length > 1)
    .sort((one, other) => other.incidents.length - one.incidents.length);
}
