import type { Amount, DraftWords, KnownFact, Period, Translated, Worded } from '../domain/notices/facts';
import { amountWords, periodWords } from '../domain/notices/known-fact';
import { isSameLanguage, stripControlChars } from './page';
import { atPlaceholder } from './placeholders';
import type { SetWords } from './sets';

/** What a known fact says in one language. What nobody has translated is marked, never silent. */
export function knownWords(fact: KnownFact, words: SetWords): string {
  const { amount, period } = fact;
  const figures = [...(amount ? [amountIn(amount, words)] : []), ...(period ? [periodIn(period, words)] : [])];
  const remark = isOfFigures(fact) ? [] : [wordedIn(statedOf(fact), words)];
  const text = [...figures, ...remark].join('. ');
  const { confidence } = fact;
  return confidence === 'likely' || confidence === 'reported' ? `${text} (${words.labels[confidence]})` : text;
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

export function whenIn(instant: string, { language, time }: SetWords): string {
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
export function isOfFigures({ value, amount, period }: KnownFact): boolean {
  return (
    (amount !== undefined && value === amountWords(amount)) || (period !== undefined && value === periodWords(period))
  );
}

function amountIn({ precision, count, to = 0 }: Amount, { language, labels }: SetWords): string {
  const format = new Intl.NumberFormat(`${language}-u-nu-latn`);
  if (precision === 'range') return `${format.format(count)} ${labels.rangeTo} ${format.format(to)}`;
  return precision === 'approximate' ? `${labels.approximately} ${format.format(count)}` : format.format(count);
}

function periodIn({ from, to, ongoing }: Period, words: SetWords): string {
  const { labels } = words;
  return [
    ...(from ? [`${to ? labels.from : labels.since} ${whenIn(from, words)}`] : []),
    ...(to ? [`${labels.until} ${whenIn(to, words)}`] : []),
    ...(ongoing ? [labels.ongoing] : []),
  ].join(' ');
}
