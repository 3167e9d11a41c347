import { HOUR, plus, type Instant } from '../primitives/instant';
import type { AnchorName } from '../case/state';
import { isWorkingDay, type Calendars, type Holidays } from './holidays';
import { localDateOf, nextFullHour, plusDays, plusMonths, startOfDay, startOfHour, type LocalDate } from './local-date';

export const PERIOD_UNITS = ['hours', 'days', 'months', 'business-days'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** How long. Days are those of the recipient's time zone, and end there at midnight; its holidays are those of `calendar`. */
export type Period =
  | { unit: 'hours'; count: number }
  | { unit: Exclude<PeriodUnit, 'hours'>; count: number; timeZone: string; calendar?: string };

/** A law's own rule for a term that would end on a holiday, Saturday or Sunday: it ends at an hour of the next working day. */
export interface NextWorkingDay {
  /** 12 is noon. */
  untilHour: number;
  timeZone: string;
  calendar?: string;
}

export const TERM_SOURCES = ['commitment', 'policy', 'contract'] as const;

/** Until when somebody must be told. */
export interface Term {
  /** The same for terms that count the same from the same anchor. */
  id: string;
  recipient: 'customer' | 'authority';
  anchor: AnchorName;
  clock: Period;
  /** Our own commitment, the policy that holds outside GDPR, or the customer's contract. */
  source: (typeof TERM_SOURCES)[number];
}

export type Anchors = Partial<Record<AnchorName, Instant>>;

/** A term whose anchor is known. At `due` itself it is late. */
export interface RunningTerm {
  term: Term;
  since: Instant;
  due: Instant;
}

/** The earliest due of all terms whose anchors are known. */
export function dueOf(terms: readonly Term[], anchors: Anchors, calendars: Calendars = {}): Instant | undefined {
  return runningTerms(terms, anchors, calendars)[0]?.due;
}

/** Those whose anchors are known, the earliest due first. */
export function runningTerms(terms: readonly Term[], anchors: Anchors, calendars: Calendars = {}): RunningTerm[] {
  return terms
    .flatMap((term) => {
      const since = anchors[term.anchor];
      return since ? [{ term, since, due: endOf(term.clock, since, calendars) }] : [];
    })
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

/**
 * When a period that begins with an event ends: the first instant that is no longer part of it, at which we are late.
 *
 * Applied of Regulation (EEC, Euratom) 1182/71: the day of the event is not counted (Art. 3(1)); a period ends with the last hour of its last
 * day, in months with that of the same date, or of the month's last day where it has no such date (3(2)); holidays and weekends count but in
 * business days (3(3)); one that ends on a holiday, Saturday or Sunday ends with the next working day (3(4)).
 *
 * Stricter on purpose: hours are elapsed hours from the event itself, where Art. 3(1) would begin with the next full hour (`outerLimit`), and
 * the two working days of Art. 3(5) are not asked for. Both only bring a due forward.
 */
export function endOf(clock: Period, from: Instant, calendars: Calendars = {}): Instant {
  if (clock.unit === 'hours') return plus(from, clock.count * HOUR);
  const { timeZone, calendar } = clock;
  const last = lastDayOf(clock, localDateOf(from, timeZone), holidaysOf(calendar, calendars));
  return startOfDay(plusDays(last, 1), timeZone);
}

/** When a period ends by a law that has a rule of its own in place of Art. 3(4), and has it for hours, too. */
export function endByNextWorkingDay(
  clock: Period,
  from: Instant,
  { untilHour, timeZone, calendar }: NextWorkingDay,
  calendars: Calendars,
): Instant {
  const holidays = holidaysOf(calendar, calendars);
  const end = unmovedEndOf(clock, from, calendars);
  const last = localDateOf(plus(end, -1), timeZone);
  return isWorkingDay(last, holidays) ? end : startOfHour(workingDayAfter(last, 1, holidays), untilHour, timeZone);
}

function unmovedEndOf(clock: Period, from: Instant, calendars: Calendars): Instant {
  if (clock.unit === 'hours' || clock.unit === 'business-days') return endOf(clock, from, calendars);
  const last = dayAfter(clock, localDateOf(from, clock.timeZone));
  return startOfDay(plusDays(last, 1), clock.timeZone);
}

/** When a period in hours ends by the letter of Art. 3(1) and 3(2)(a): to be shown beside the due, and never counted by. */
export function outerLimit(from: Instant, hours: number, timeZone: string): Instant {
  return plus(nextFullHour(from, timeZone), hours * HOUR);
}

export function termOf({ anchor, clock, source }: Pick<Term, 'anchor' | 'clock' | 'source'>): Term {
  return { id: idOf(anchor, clock), recipient: 'customer', anchor, clock, source };
}

/** Says what counts and from where: `aware+24h`, `declared+3bd@FR@Europe/Paris`. */
function idOf(anchor: AnchorName, clock: Period): string {
  const length = `${anchor}+${clock.count}${ABBREVIATIONS[clock.unit]}`;
  return clock.unit === 'hours' ? length : [length, clock.calendar ?? [], clock.timeZone].flat().join('@');
}

const ABBREVIATIONS: Record<PeriodUnit, string> = { hours: 'h', days: 'd', months: 'mo', 'business-days': 'bd' };

function holidaysOf(calendar: string | undefined, calendars: Calendars): Holidays | undefined {
  return calendar === undefined ? undefined : calendars[calendar];
}

function lastDayOf(clock: Period, event: LocalDate, holidays: Holidays | undefined): LocalDate {
  if (clock.unit === 'business-days') return workingDayAfter(event, clock.count, holidays);
  const end = dayAfter(clock, event);
  return isWorkingDay(end, holidays) ? end : workingDayAfter(end, 1, holidays);
}

function dayAfter({ unit, count }: Period, event: LocalDate): LocalDate {
  return unit === 'months' ? plusMonths(event, count) : plusDays(event, count);
}

function workingDayAfter(date: LocalDate, count: number, holidays: Holidays | undefined): LocalDate {
  let day = date;
  for (let left = count; left > 0; left -= isWorkingDay(day, holidays) ? 1 : 0) day = plusDays(day, 1);
  return day;
}
