import { instantAt, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { Rules } from './rules';

/** The end of the years for which its rules keep a closed incident; none while it is open, or where they name no years. */
export function keepUntil({ stage, rules }: IncidentState): Instant | undefined {
  if (stage.stage !== 'closed' || rules.keepYears === undefined) return undefined;
  return yearsAfter(stage.since, rules.keepYears);
}

/** What was done before this instant is past the years that the rules name; none where they name no years. */
export function keptSince(at: Instant, { keepYears }: Rules): Instant | undefined {
  return keepYears === undefined ? undefined : yearsAfter(at, -keepYears);
}

/** The same day of that year at the same time in UTC; of 29 February the day after. */
function yearsAfter(instant: Instant, years: number): Instant {
  const date = new Date(instant);
  return instantAt(date.setUTCFullYear(date.getUTCFullYear() + years));
}
