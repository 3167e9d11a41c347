import { easterOf, isWorkingDay, type Holidays } from '../../../src/domain/clocks/holidays';
import { startOfDay, type LocalDate } from '../../../src/domain/clocks/local-date';
import {
  dueOf,
  endOf,
  outerLimit,
  runningTerms,
  termOf,
  type Period,
  type Term,
} from '../../../src/domain/clocks/terms';
import { plus } from '../../../src/domain/primitives/instant';
import { instant } from '../../support/story';

describe('72 hours', () => {
  test.each([
    [
      'over a holiday',
      'Europe/Berlin',
      '2020-12-22T12:17:00+01:00',
      '2020-12-25T12:17:00+01:00',
      '2020-12-25T13:00:00+01:00',
    ],
    [
      'into summer time',
      'Europe/Paris',
      '2026-03-27T10:20:00+01:00',
      '2026-03-30T11:20:00+02:00',
      '2026-03-30T12:00:00+02:00',
    ],
    [
      'into winter time',
      'Europe/Paris',
      '2026-10-23T10:20:00+02:00',
      '2026-10-26T09:20:00+01:00',
      '2026-10-26T10:00:00+01:00',
    ],
    ['over a leap day', 'Europe/Dublin', '2024-02-27T23:59:00Z', '2024-03-01T23:59:00Z', '2024-03-02T00:00:00Z'],
    [
      'from a full hour',
      'Asia/Kolkata',
      '2026-05-04T10:00:00+05:30',
      '2026-05-07T10:00:00+05:30',
      '2026-05-07T11:00:00+05:30',
    ],
  ])('%s are elapsed hours, and by the Regulation end later', (_, timeZone, from, due, outer) => {
    expect(endOf({ unit: 'hours', count: 72 }, instant(from))).toBe(instant(due));
    expect(outerLimit(instant(from), 72, timeZone)).toBe(instant(outer));
  });
});

const PARIS = { timeZone: 'Europe/Paris' };
const MONDAY_OFF: Holidays = {
  source: 'A test.',
  checkedOn: '2026-11-28',
  yearly: [],
  fromEaster: [],
  dates: ['2026-03-02'],
};
const FRANCE: Holidays = { ...MONDAY_OFF, yearly: ['05-01', '12-25'], fromEaster: [1, 39, 50], dates: [] };
const CALENDARS = { off: MONDAY_OFF, FR: FRANCE };

describe('A period in days, months or business days ends with the last hour of its last day', () => {
  test.each<[string, Period, from: string, lastDay: string, offset: string]>([
    [
      'the day of the event is not counted',
      { unit: 'days', count: 3, ...PARIS },
      '2026-03-02T00:00:00+01:00',
      '2026-03-05',
      '+01:00',
    ],
    ['whatever its hour', { unit: 'days', count: 3, ...PARIS }, '2026-03-02T23:59:59+01:00', '2026-03-05', '+01:00'],
    [
      'it is the day of the recipient',
      { unit: 'days', count: 3, timeZone: 'Asia/Tokyo' },
      '2026-03-02T23:30:00+01:00',
      '2026-03-06',
      '+09:00',
    ],
    ['weekends count', { unit: 'days', count: 5, ...PARIS }, '2026-03-05T10:00:00+01:00', '2026-03-10', '+01:00'],
    [
      'but it does not end on a Saturday',
      { unit: 'days', count: 3, ...PARIS },
      '2026-03-04T10:00:00+01:00',
      '2026-03-09',
      '+01:00',
    ],
    ['nor on a Sunday', { unit: 'days', count: 3, ...PARIS }, '2026-03-05T10:00:00+01:00', '2026-03-09', '+01:00'],
    [
      'nor on a holiday',
      { unit: 'days', count: 3, calendar: 'off', ...PARIS },
      '2026-02-27T10:00:00+01:00',
      '2026-03-03',
      '+01:00',
    ],
    [
      'over a change of the clock',
      { unit: 'days', count: 3, ...PARIS },
      '2026-03-27T10:20:00+01:00',
      '2026-03-30',
      '+02:00',
    ],
    [
      '31 January and a month, in a leap year',
      { unit: 'months', count: 1, ...PARIS },
      '2024-01-31T10:00:00+01:00',
      '2024-02-29',
      '+01:00',
    ],
    [
      '31 January and a month',
      { unit: 'months', count: 1, ...PARIS },
      '2025-01-31T10:00:00+01:00',
      '2025-02-28',
      '+01:00',
    ],
    [
      '30 November and three months, in a leap year',
      { unit: 'months', count: 3, ...PARIS },
      '2023-11-30T10:00:00+01:00',
      '2024-02-29',
      '+01:00',
    ],
    [
      '30 November and three months',
      { unit: 'months', count: 3, ...PARIS },
      '2024-11-30T10:00:00+01:00',
      '2025-02-28',
      '+01:00',
    ],
    [
      'a month that ends on a Saturday',
      { unit: 'months', count: 1, ...PARIS },
      '2026-01-31T10:00:00+01:00',
      '2026-03-02',
      '+01:00',
    ],
    [
      'business days from a Thursday',
      { unit: 'business-days', count: 3, ...PARIS },
      '2026-02-26T10:00:00+01:00',
      '2026-03-03',
      '+01:00',
    ],
    [
      'with the Monday off',
      { unit: 'business-days', count: 3, calendar: 'off', ...PARIS },
      '2026-02-26T10:00:00+01:00',
      '2026-03-04',
      '+01:00',
    ],
    [
      'from a Saturday',
      { unit: 'business-days', count: 1, ...PARIS },
      '2026-02-28T10:00:00+01:00',
      '2026-03-02',
      '+01:00',
    ],
    [
      'over Christmas',
      { unit: 'business-days', count: 2, calendar: 'FR', ...PARIS },
      '2026-12-23T10:00:00+01:00',
      '2026-12-28',
      '+01:00',
    ],
    [
      'over Whit Monday',
      { unit: 'business-days', count: 1, calendar: 'FR', ...PARIS },
      '2026-05-22T10:00:00+02:00',
      '2026-05-26',
      '+02:00',
    ],
    [
      'two working days are not asked for',
      { unit: 'days', count: 2, ...PARIS },
      '2026-03-06T10:00:00+01:00',
      '2026-03-09',
      '+01:00',
    ],
    [
      'an unknown calendar has no holidays, which is earlier',
      { unit: 'business-days', count: 3, calendar: 'XX', ...PARIS },
      '2026-02-26T10:00:00+01:00',
      '2026-03-03',
      '+01:00',
    ],
  ])('%s', (_, clock, from, lastDay, offset) => {
    const due = endOf(clock, instant(from), CALENDARS);
    expect(plus(due, -1)).toBe(instant(`${lastDay}T23:59:59.999${offset}`));
  });
});

describe('A day begins', () => {
  test.each([
    ['2026-03-30', 'Europe/Paris', '2026-03-29T22:00:00.000Z'],
    ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', 'Europe/Paris', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Paris', '2026-10-25T23:00:00.000Z'],
    // Midnight is skipped; 23:00 comes twice; a whole day is left out; ahead of and behind UTC by much.
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    ['2026-10-30', 'Africa/Cairo', '2026-10-29T22:00:00.000Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2026-07-01', 'Pacific/Kiritimati', '2026-06-30T10:00:00.000Z'],
    ['2026-07-01', 'Pacific/Pago_Pago', '2026-07-01T11:00:00.000Z'],
    ['2026-07-01', 'Asia/Kathmandu', '2026-06-30T18:15:00.000Z'],
    ['2026-07-01', 'UTC', '2026-07-01T00:00:00.000Z'],
  ])('%s in %s', (date, timeZone, expected) => {
    expect(startOfDay(date as LocalDate, timeZone)).toBe(expected);
  });
});

test.each([
  [1961, '1961-04-02'],
  [2000, '2000-04-23'],
  [2019, '2019-04-21'],
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2035, '2035-03-25'],
  [2038, '2038-04-25'],
  [2049, '2049-04-18'],
])('Easter of %s', (year, expected) => {
  expect(easterOf(year)).toBe(expected);
  expect(isWorkingDay(expected as LocalDate, undefined)).toBe(false);
});

describe('Of several terms', () => {
  const term = (anchor: Term['anchor'], clock: Period) => termOf({ anchor, clock, source: 'contract' });
  const terms = [
    term('declared', { unit: 'hours', count: 72 }),
    term('aware', { unit: 'hours', count: 24 }),
    term('declared', { unit: 'business-days', count: 2, calendar: 'FR', ...PARIS }),
  ];
  const declared = instant('2026-03-03T10:00:00Z');

  test('the earliest holds, whichever its anchor', () => {
    const anchors = { declared, aware: instant('2026-03-02T15:00:00Z') };
    expect(runningTerms(terms, anchors, CALENDARS).map(({ term: { id }, due }) => [id, due])).toEqual([
      ['aware+24h', '2026-03-03T15:00:00.000Z'],
      ['declared+2bd@FR@Europe/Paris', '2026-03-05T23:00:00.000Z'],
      ['declared+72h', '2026-03-06T10:00:00.000Z'],
    ]);
    expect(dueOf(terms, anchors, CALENDARS)).toBe('2026-03-03T15:00:00.000Z');
  });

  test('one whose anchor is not known does not run', () => {
    expect(dueOf(terms, { declared }, CALENDARS)).toBe('2026-03-05T23:00:00.000Z');
    expect(dueOf(terms, {}, CALENDARS)).toBeUndefined();
  });
});
