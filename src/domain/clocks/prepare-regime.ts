import { HOUR, millisecondsOf, plus } from '../primitives/instant';
import type { OwnClock } from './clock';
import { regimeClock } from './regime-clock';

const WARNING_MS = 24 * HOUR;

/** A day before, or once half of a shorter term is over. */
export const prepareRegime: OwnClock = regimeClock('prepare-regime', 'regime-soon', ({ since, due }) =>
  plus(due, -Math.min(WARNING_MS, (millisecondsOf(due) - millisecondsOf(since)) / 2)),
);
