import { instantAt, millisecondsOf, type Instant } from './instant';

/*
 * The time of an exercise runs from its first instant on, faster than the world's by one factor. Every instant in its record is the story's.
 * Pace 1. A process reads its clock by `storyTime`, so that all it stamps is the story's.
 * Pace 2. A timer is armed for `waitMs`: the story's wait, divided by the factor.
 * Pace 3. Whoever stands outside and names an instant of the story (the API that stamps, the activity that mails) reads its clock by `storyTime`.
 * Pace 4. Without a pace all of these are the world's own time: a real incident knows of none.
 */

/** The factor is at least 1: story hours for each hour of the world. */
export interface Pace {
  origin: Instant;
  factor: number;
}

/** So much faster at most: 72 hours in half a minute. */
export const FASTEST = 10_000;

export function storyTime(real: Instant, pace: Pace | undefined): Instant {
  return pace ? instantAt(Math.floor(storyMs(millisecondsOf(real), pace))) : real;
}

/** How long the world waits until the story is at this instant; negative if it is past. */
export function waitMs(until: Instant, realNowMs: number, pace: Pace | undefined): number {
  if (!pace) return millisecondsOf(until) - realNowMs;
  return Math.ceil((millisecondsOf(until) - storyMs(realNowMs, pace)) / pace.factor);
}

/** When the story is at this instant, by the world's clock. */
export function realTime(story: Instant, { origin, factor }: Pace): Instant {
  return instantAt(Math.ceil(millisecondsOf(origin) + (millisecondsOf(story) - millisecondsOf(origin)) / factor));
}

function storyMs(realMs: number, { origin, factor }: Pace): number {
  const began = millisecondsOf(origin);
  return began + Math.max(0, realMs - began) * factor;
}
