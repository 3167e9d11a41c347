import { elapsed, HOUR, MINUTE, type Instant } from '../domain/primitives/instant';
import type { Language } from './page';

/** `2026-11-26 10:00 UTC`. Seconds are dropped, so that a due instant is never shown later than it is. */
export function utc(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** `26 November 2026`, of UTC. */
export function utcDay(instant: Instant, language: Language): string {
  return formatsOf(language, 'UTC').day.format(new Date(instant));
}

/** In the reader's language and time zone; undefined if the zone is unknown here. */
export function local(instant: Instant, timeZone: string, language: Language): string | undefined {
  try {
    return `${localFormat(language === 'fr' ? 'fr-FR' : 'en-GB', timeZone).format(new Date(instant))} (${timeZone})`;
  } catch {
    return undefined;
  }
}

const localFormats = new Map<string, Intl.DateTimeFormat>();

/** Kept, as those of letters are. */
function localFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${locale} ${timeZone}`;
  const format =
    localFormats.get(name) ?? new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full', timeStyle: 'short' });
  localFormats.set(name, format);
  return format;
}

/** `11 h 58 min`, whole minutes, rounded towards less time. */
export function span(milliseconds: number): string {
  const hours = Math.floor(milliseconds / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  return hours > 0 ? `${hours} h ${String(minutes).padStart(2, '0')} min` : `${minutes} min`;
}

/** `11 h 58 min left`, or how long ago it passed. Due means before this instant. */
export function timeLeft(now: Instant, due: Instant, language: Language): string {
  const left = elapsed(now, due);
  const words =
    left > 0
      ? { en: `${span(left)} left`, fr: `il reste ${span(left)}` }
      : { en: `${span(-left)} overdue`, fr: `en retard de ${span(-left)}` };
  return words[language];
}

/** How a language writes a date with its time: `26 November 2026` + ` at ` + `03` + `:` + `07`. */
export interface TimeShape {
  language: string;
  joiner: string;
  hours: string;
  timeZone?: string;
}

/** `26 November 2026 at 03:07 (Europe/Paris; 02:07 UTC)`; in UTC alone where the zone is unknown. */
export function writtenOut(instant: string, shape: TimeShape): string {
  const utc = dayAndTime(instant, { ...shape, timeZone: 'UTC' });
  const own = zoneKnown(shape.timeZone) ? dayAndTime(instant, shape) : undefined;
  if (!own || shape.timeZone === 'UTC') return `${utc.day}${shape.joiner}${utc.time} UTC`;
  const beside = own.day === utc.day ? utc.time : `${utc.day}${shape.joiner}${utc.time}`;
  return `${own.day}${shape.joiner}${own.time} (${shape.timeZone ?? ''}, ${beside} UTC)`;
}

function dayAndTime(instant: string, { language, hours, timeZone = 'UTC' }: TimeShape): { day: string; time: string } {
  const date = new Date(instant);
  const { day, clock } = formatsOf(language, timeZone);
  const [hour = '', minute = ''] = clock
    .formatToParts(date)
    .filter(({ type }) => type === 'hour' || type === 'minute')
    .map(({ value }) => value);
  return { day: first(day.format(date), language), time: `${hour}${hours}${minute}` };
}

/** French writes the first of a month as an ordinal, which Intl does not. */
function first(day: string, language: string): string {
  return language === 'fr' ? day.replace(/^1 /, '1er ') : day;
}

interface Formats {
  day: Intl.DateTimeFormat;
  clock: Intl.DateTimeFormat;
}
const formats = new Map<string, Formats>();

/** Kept, for a notice goes to thousands, and making one costs more than using it. Digits are those of the other numbers of a letter. */
function formatsOf(language: string, timeZone: string): Formats {
  const name = `${language} ${timeZone}`;
  const kept = formats.get(name);
  if (kept) return kept;
  const locale = `${language === 'en' ? 'en-GB' : language}-u-nu-latn-ca-gregory`;
  const made = {
    day: new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }),
    clock: new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  };
  formats.set(name, made);
  return made;
}

function zoneKnown(timeZone: string | undefined): boolean {
  if (!timeZone) return false;
  try {
    formatsOf('en', timeZone);
    return true;
  } catch {
    return false;
  }
}
