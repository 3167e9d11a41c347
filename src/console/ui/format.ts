import { useLanguage, type Catalogue, type Language } from './words';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Beyond so much, days are shown beside hours. */
const DIGITS_HOURS_MAX = 100;

export interface Formats {
  /** `29 Nov, 14:05`, in the reader's own zone. */
  instant: (at: string) => string;
  time: (at: string) => string;
  day: (at: string) => string;
  /** `29 Nov, 13:05 UTC` */
  utc: (at: string) => string;
  /** The name of the reader's zone at that instant, such as CET. */
  zone: (at: string) => string;
  /** `in 3 hours`, `2 days ago` */
  relative: (at: string, now: number) => string;
  number: (value: number) => string;
  /** `English`, of `en` */
  language: (code: string) => string;
  list: (values: readonly string[]) => string;
  /** `label: value`, by the typography of the language. */
  labelled: (label: string, value: string) => string;
  plural: (count: number, words: { one: string; other: string }) => string;
}

/** French has a narrow no-break space before each double sign. */
const COLON: Catalogue<string> = { en: ': ', fr: '\u202f: ' };

const made = new Map<Language, Formats>();

export function useFormats(): Formats {
  const { language } = useLanguage();
  const formats = made.get(language) ?? formatsIn(language);
  made.set(language, formats);
  return formats;
}

function formatsIn(language: Language): Formats {
  const locale = language === 'en' ? 'en-GB' : 'fr-FR';
  const dated = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, options);
    return (at: string) => format.format(new Date(at));
  };
  const short = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const zoned = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale);
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const plurals = new Intl.PluralRules(locale);
  const inUtc = dated({ ...short, timeZone: 'UTC' });
  return {
    instant: dated(short),
    time: dated({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    day: dated({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    utc: (at) => `${inUtc(at)} UTC`,
    zone: (at) => zoned.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName')?.value ?? '',
    relative: (at, now) => relativeIn(relative, Date.parse(at) - now),
    number: (value) => number.format(value),
    language: (code) => capitalised(languages.of(code) ?? code),
    list: (values) => list.format(values),
    labelled: (label, value) => `${label}${COLON[language]}${value}`,
    plural: (count, words) =>
      (plurals.select(count) === 'one' ? words.one : words.other).replace('#', number.format(count)),
  };
}

export function capitalised(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}

function relativeIn(format: Intl.RelativeTimeFormat, ms: number): string {
  const size = Math.abs(ms);
  if (size < HOUR_MS) return format.format(Math.trunc(ms / MINUTE_MS), 'minute');
  if (size < 2 * DAY_MS) return format.format(Math.trunc(ms / HOUR_MS), 'hour');
  return format.format(Math.trunc(ms / DAY_MS), 'day');
}

/** `41:05:09`, or `4 d 05:09` where it is long; without a sign. */
export function digitsOf(ms: number, dayLetter: string): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND_MS);
  const hours = Math.floor(seconds / 3600);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = two(Math.floor((seconds % 3600) / 60));
  if (hours >= DIGITS_HOURS_MAX) return `${Math.floor(hours / 24)} ${dayLetter} ${two(hours % 24)}:${minutes}`;
  return `${two(hours)}:${minutes}:${two(seconds % 60)}`;
}
