import { instantAt, millisecondsOf, plus, HOUR, type Instant } from '../../../src/domain/primitives/instant';
import { realTime, storyTime, waitMs } from '../../../src/domain/primitives/pace';

const BEGAN = '2026-11-29T10:00:00.000Z' as Instant;
const MINUTE_LONG = { origin: BEGAN, factor: 72 * 60 };

test('Pace 1: 72 hours pass in a minute, in ten, and in an hour', () => {
  for (const minutes of [1, 10, 60]) {
    const pace = { origin: BEGAN, factor: (72 * 60) / minutes };
    expect(storyTime(plus(BEGAN, minutes * 60_000), pace)).toBe(plus(BEGAN, 72 * HOUR));
  }
});

test('Pace 2: a timer that waited so long is never early by the clock of the story', () => {
  for (let step = 1; step < 500; step += 1) {
    const due = plus(BEGAN, step * 977_123);
    const now = millisecondsOf(BEGAN) + step * 13;
    const woke = now + waitMs(due, now, MINUTE_LONG);
    expect(storyTime(instantAt(woke), MINUTE_LONG) >= due).toBe(true);
    expect(storyTime(instantAt(woke - 1), MINUTE_LONG) < due).toBe(true);
  }
});

test('Pace 3: the instant of the story and that of the world name each other', () => {
  const due = plus(BEGAN, 5.25 * HOUR);
  expect(storyTime(realTime(due, MINUTE_LONG), MINUTE_LONG) >= due).toBe(true);
});

test('Pace 4: without a pace, and at a factor of one, it is the time of the world', () => {
  const now = plus(BEGAN, 12_345);
  expect(storyTime(now, undefined)).toBe(now);
  expect(storyTime(now, { origin: BEGAN, factor: 1 })).toBe(now);
  expect(waitMs(plus(now, 1_000), millisecondsOf(now), undefined)).toBe(1_000);
  expect(waitMs(plus(now, 1_000), millisecondsOf(now), { origin: BEGAN, factor: 1 })).toBe(1_000);
});
