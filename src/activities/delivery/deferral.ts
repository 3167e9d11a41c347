import { elapsed, MINUTE, plus, type Instant } from '../../domain/primitives/instant';
import type { DeliveryOutcome } from '../../register';

/** The longest waits after the first, second, … deferral: about eleven hours in all. Then the delivery counts as refused. */
const DEFERRALS_MIN = [1, 2, 5, 10, 30, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60];
/** A wait is shorter by up to this share, by chance: a server that deferred a thousand at once is not asked by all of them at once again. */
const JITTER = 0.25;

interface Answer {
  outcome: DeliveryOutcome['state'];
  words: string;
}

/**
 * What a server's answer makes of a delivery that had so many attempts before. What is deferred comes again while there is time: before `due` no wait is
 * longer than half of what is left until then, down to a minute.
 */
export function outcomeOf(
  { outcome: state, words }: Answer,
  { attempts }: { attempts: number },
  at: Instant,
  { due }: { due?: Instant },
): DeliveryOutcome {
  if (state !== 'deferred') return { state, words, at };
  const longest = DEFERRALS_MIN[attempts];
  if (longest === undefined)
    return { state: 'refused', words: `Given up after ${attempts + 1} attempts: ${words}`, at };
  const wait = Math.min(longest * MINUTE, mostBefore(due, at));
  return { state, words, at, nextAt: plus(at, Math.round(wait * (1 - JITTER * Math.random()))) };
}

function mostBefore(due: Instant | undefined, at: Instant): number {
  if (!due || due <= at) return Infinity;
  return Math.max(MINUTE, elapsed(at, due) / 2);
}
