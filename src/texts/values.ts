import type { Amount, DraftWords, KnownFact, Period, Translated, Worded } from '../domain/notices/facts';
import { amountWords, periodWords } from '../domain/notices/known-fact';
import { isSameLanguage, stripControlChars } from './page';
import { atPlaceholder } from './placeholders';
import type { SetWords } from './sets';

/** How numbers and periods are said. */
export interface FigureWords extends Pick<SetWords, 'language' | 'time'> {
  labels: Pick<SetWords['labels'], 'approximately' | 'rangeTo' | 'from' | 'since' | 'until' | 'ongoing'>;
}

/** What a known fact says in one language. What nobody has translated is marked, never silent. */
export function knownWords(fact: KnownFact, words: SetWords): string {
  const remark = isOfFigures(fact) ? [] : [wordedIn(statedOf(fact), words)];
  const text = [...figuresIn(fact, words), ...remark].join('. ');
  const { confidence } = fact;
  return confidence === 'likely' || confidence === 'reported' ? `${text} (${words.labels[confidence]})` : text;
}

export function figuresIn({ amount, period }: Pick<KnownFact, 'amount' | 'period'>, words: FigureWords): string[] {
  return [...(amount ? [amountIn(amount, words)] : []), ...(period ? [periodIn(period, words)] : [])];
}

/** Whether it must be said in another language before readers of that one understand it. */
export function isUntranslated(texts: readonly Worded[], language: string): boolean {
  return texts.length > 0 && !texts.some(({ lang }) => isSameLanguage(lang, language));
}

export function isFactUntranslated(fact: KnownFact, language: string): boolean {
  return !isOfFigures(fact) && isUntranslated(statedOf(fact), language);
}

/** In the language of the set, else the first, with a mark. */
export function wordedIn(texts: readonly Worded[], { language, labels }: SetWords): string {
  const own = texts.find(({ lang }) => isSameLanguage(lang, language));
  const text = escapePlaceholders((own ?? texts[0])?.text ?? '');
  return own ? text : `${text} [${labels.untranslated}]`;
}

/** What the team wrote must not act as a placeholder. */
export function escapePlaceholders(text: string): string {
  return stripControlChars(text).replace(/\{(?=\{)/g, '{ ');
}

export function whenIn(instant: string, { language, time }: Pick<SetWords, 'language' | 'time'>): string {
  return atPlaceholder(instant, language, time);
}

/** Of a draft, in the order in which it was written: `message` is English. */
export function messagesOf({ message, messages = [] }: Pick<DraftWords, 'message' | 'messages'>): Translated[] {
  return [...(message === undefined ? [] : [{ lang: 'en', text: message }]), ...messages];
}

export function statedOf({ value, lang = 'en', translations = [] }: KnownFact): Translated[] {
  return [{ lang, text: value }, ...translations];
}

/** Nothing but a number or a period, which needs no translation. */
export function isOfFigures({ value, amount, period }: Pick<KnownFact, 'value' | 'amount' | 'period'>): boolean {
  return (
    (amount !== undefined && value === amountWords(amount)) || (period !== undefined && value === periodWords(period))
  );
}

export function amountIn({ precision, count, to = 0 }: Amount, { language, labels }: FigureWords): string {
  const format = formatOf(language);
  if (precision === 'range') return `${format.format(count)} ${labels.rangeTo} ${format.format(to)}`;
  return precision === 'approximate' ? `${labels.approximately} ${format.format(count)}` : format.format(count);
}

const formats = new Map<string, Intl.NumberFormat>();

/** Kept, for a notice goes to thousands. */
function formatOf(language: string): Intl.NumberFormat {
  const format = formats.get(language) ?? new Intl.NumberFormat(`${language}-u-nu-latn`);
  formats.set(language, format);
  return format;
}

function periodIn({ from, to, ongoing }: Period, words: FigureWords): string {
  const { labels } = words;
  return [
    ...(from ? [`${to ? labels.from : labels.since} ${whenIn(from, words)}`] : []),
    ...(to ? [`${labels.until} ${whenIn(to, words)}`] : []),
    ...(ongoing ? [labels.ongoing] : []),
  ].join(' ');
}
