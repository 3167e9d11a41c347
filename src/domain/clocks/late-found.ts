import type { Rules } from '../case/rules';
import { elapsed, HOUR, plus, type Instant } from '../primitives/instant';
import type { Obligation } from './state';

/** `heldFrom`: from when the team could keep it, where that is not when it began: a term may count from before the declaration. */
type Running = Pick<Obligation, 'since' | 'due'> & { heldFrom?: Instant };

/**
 * Whether who was named then was named later than the team could have: with less than the grace left. A term that is shorter than the grace
 * would leave nobody in time, so that one is over only when it has run out.
 */
export function isTooLate(rules: Rules, term: Running, namedAt: Instant): boolean {
  return isShort(rules, term) ? namedAt >= term.due : plus(namedAt, graceMs(rules, term)) > term.due;
}

/** How long whoever is found late has from being named: never longer than the own term. */
export function graceMs(rules: Rules, term: Running): number {
  const longest = rules.lateFoundHours * HOUR;
  return isShort(rules, term) ? Math.min(longest, elapsed(term.since, term.due)) : longest;
}

export function isShort({ lateFoundHours }: Rules, { since, due, heldFrom = since }: Running): boolean {
  return elapsed(heldFrom, due) < lateFoundHours * HOUR;
}
