import { elapsed, instantFrom, plus } from '../../../src/domain/primitives/instant';
import { instant } from '../../support/story';

describe('An instant', () => {
  test.each([
    ['2026-11-23T09:20:00Z', '2026-11-23T09:20:00.000Z'],
    ['2026-11-23T09:20:00.5Z', '2026-11-23T09:20:00.500Z'],
    ['2026-11-23T09:20:00.123456789Z', '2026-11-23T09:20:00.123Z'],
    ['2026-11-23T09:20:00+01:00', '2026-11-23T08:20:00.000Z'],
    ['2026-12-31T23:30:00-05:30', '2027-01-01T05:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('is read from %s, and written in UTC', (text, expected) => {
    expect(instantFrom(text)).toBe(expected);
  });

  test.each([
    '',
    'now',
    '2026',
    '2026-11-23',
    'Nov 23 2026',
    '2026-11-23 09:20:00Z',
    '2026-11-23T09:20:00',
    '2026-11-23T09:20Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T09:60:00Z',
    '2026-11-23T09:20:60Z',
    '2026-11-23T09:20:00+25:00',
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-13-10T00:00:00Z',
    '2026-11-00T00:00:00Z',
    ' 2026-11-23T09:20:00Z',
    '+012026-11-23T09:20:00Z',
  ])('is not read from "%s"', (text) => {
    expect(instantFrom(text)).toBeUndefined();
  });

  test('moves by elapsed time, over every change of clocks', () => {
    const before = instant('2026-03-29T00:30:00+01:00');
    expect(plus(before, 24 * 3_600_000)).toBe('2026-03-29T23:30:00.000Z');
    expect(elapsed(before, plus(before, -1))).toBe(-1);
  });
});
