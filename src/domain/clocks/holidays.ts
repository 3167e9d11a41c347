import { plusDays, weekdayOf, yearOf, type LocalDate } from './local-date';

/** The public holidays of a place, as data of the incident's rules. */
export interface Holidays {
  /** The law that names them, and the day on which that was looked up. */
  source: string;
  checkedOn: string;
  /** `MM-DD` of every year. */
  yearly: string[];
  /** Days counted from Easter Sunday. */
  fromEaster: number[];
  /** Single dates, `YYYY-MM-DD`. */
  dates: string[];
}

/** By the name that a term gives: a country of ISO 3166. */
export type Calendars = Record<string, Holidays>;

/** All but public holidays, Saturdays and Sundays (Regulation 1182/71, Art. 2(2)). A place that is not known has no holidays. */
export function isWorkingDay(date: LocalDate, holidays: Holidays | undefined): boolean {
  const weekday = weekdayOf(date);
  return weekday !== 0 && weekday !== 6 && !(holidays && isHoliday(date, holidays));
}

function isHoliday(date: LocalDate, { yearly, fromEaster, dates }: Holidays): boolean {
  const easter = easterOf(yearOf(date));
  return (
    yearly.includes(date.slice(5)) || dates.includes(date) || fromEaster.some((days) => plusDays(easter, days) === date)
  );
}

/** Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher. */
export function easterOf(year: number): LocalDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const leap = 2 * (century % 4) + 2 * Math.floor(inCentury / 4);
  const toSunday = (32 + leap - epact - (inCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const march1 = `${String(year).padStart(4, '0')}-03-01` as LocalDate;
  return plusDays(march1, epact + toSunday - 7 * correction + 21);
}
