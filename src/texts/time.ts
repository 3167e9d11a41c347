import { elapsed, HOUR, MINUTE, type Instant } from '../domain/primitives/instant';
import type { Language } from './page';

/** `2026-11-26 10:00 UTC`. Seconds are dropped, so that a due instant is never shown later than it is. */
export function utc(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** In the reader's language and time zone; undefined if the zone is unknown here. */
export function local(instant: Instant, timeZone: string, language: Language): string | undefined {
  try {
    const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
      timeZone,
      dateStyle: 'full',
      timeStyle: 'short',
    });
    return `${format.format(new Date(instant))} (${timeZone})`;
  } catch {
    return undefined;
  }
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
