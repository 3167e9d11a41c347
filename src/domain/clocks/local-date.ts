import { instantAt, millisecondsOf, type Instant } from '../primitives/instant';

declare const brand: unique symbol;
/** A day of a calendar, `YYYY-MM-DD`, so that the order of the texts is the order in time. Which instants it covers, a time zone says. */
export type LocalDate = string & { readonly [brand]: 'LocalDate' };

const DAY_MS = 86_400_000;

export function localDateOf(instant: Instant, timeZone: string): LocalDate {
  return dateAt(wallClockOf(instant, timeZone));
}

/**
 * The first instant of a day. Where the clock skips midnight, that is the instant of the skip.
 * @throws RangeError for an unknown time zone
 */
export function startOfDay(date: LocalDate, timeZone: string): Instant {
  return startOfHour(date, 0, timeZone);
}

/**
 * The first instant of an hour of a day, of 0 to 23. Where the clock skips it, that is the instant of the skip.
 * @throws RangeError for an unknown time zone
 */
export function startOfHour(date: LocalDate, hour: number, timeZone: string): Instant {
  const shown = millisecondsAt(date) + hour * 3_600_000;
  const offsets = [shown - DAY_MS, shown + DAY_MS].map((near) => offsetAt(instantAt(near), timeZone));
  const [first, second] = offsets.map((offset) => instantAt(shown - offset)).sort() as [Instant, Instant];
  return wallClockOf(first, timeZone) >= shown ? first : second;
}

/** The next full hour by the clock of that place, never the same instant. */
export function nextFullHour(instant: Instant, timeZone: string): Instant {
  const sinceFull = modulo(wallClockOf(instant, timeZone), 3_600_000);
  return instantAt(millisecondsOf(instant) - sinceFull + 3_600_000);
}

export function plusDays(date: LocalDate, days: number): LocalDate {
  return dateAt(millisecondsAt(date) + days * DAY_MS);
}

/** The same date so many months on or, where that month has none, its last day. */
export function plusMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month + months, 0));
  return dateAt(lastDay.setUTCDate(Math.min(day, lastDay.getUTCDate())));
}

/** 0 is a Sunday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(millisecondsAt(date)).getUTCDay();
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

/** Of the date's midnight in UTC; a number to count with, and no instant of the place. */
function millisecondsAt(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00.000Z`);
}

function dateAt(milliseconds: number): LocalDate {
  return instantAt(milliseconds).slice(0, 10) as LocalDate;
}

function offsetAt(instant: Instant, timeZone: string): number {
  return wallClockOf(instant, timeZone) - millisecondsOf(instant);
}

/** What a clock on the wall shows, as if it were one of UTC, in milliseconds. */
function wallClockOf(instant: Instant, timeZone: string): number {
  const milliseconds = millisecondsOf(instant);
  const shown = new Map<string, number>();
  for (const { type, value } of formatOf(timeZone).formatToParts(milliseconds)) shown.set(type, Number(value));
  const [year, month, day, hour, minute, second] = FIELDS.map((field) => shown.get(field) ?? 0) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second, modulo(milliseconds, 1_000));
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'];

/** Slow to make, and few are asked for. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made = formats.get(timeZone) ?? newFormat(timeZone);
  formats.set(timeZone, made);
  return made;
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  const number = 'numeric';
  return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: number, month: number, day: number, hour: number, minute: number, second: number },
  });
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
