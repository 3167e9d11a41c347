import type { Rules } from '../case/rules';
import { elapsed, HOUR, plus, type Instant } from '../primitives/instant';
import type { Obligation } from '../state';

type Running = Pick<Obligation, 'since' | 'due'>;

/**
 * Whether who was named then was named later than the team could have: with less than the grace left. A term that is shorter than the grace
 * would leave nobody in time, so that one is over only when it has run out.
 */
export function isTooLate(rules: Rules, term: Running, namedAt: Instant): boolean {
  return isShort(rules, term) ? namedAt >= term.due : plus(namedAt, graceMs(rules, term)) > term.due;
}

/** How long whoever is found late has from being named: never longer than the own term. */
export function graceMs(rules: Rules, term: Running): number {
  return isShort(rules, term) ? elapsed(term.since, term.due) : rules.lateFoundHours * HOUR;
}

export function isShort({ lateFoundHours }: Rules, { since, due }: Running): boolean {
  return elapsed(since, due) < lateFoundHours * HOUR;
}
