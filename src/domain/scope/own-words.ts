import type { Amount } from '../notices/facts';
import { CUSTOMER_FIELDS, type CustomerField, type CustomerKey } from './state';

type Said = Partial<Record<CustomerKey, string>>;
export type OwnWords = Partial<Record<CustomerField, Record<string, string>>>;

/** What is said of a customer in words, by field and language; what stands beside them without a language is English. */
export function ownWords(said: Said): OwnWords {
  const words: OwnWords = {};
  for (const [key, text] of Object.entries(said) as [CustomerKey, string][]) {
    const [field, language] = key.split('.') as [CustomerField, string?];
    if (language === undefined) continue;
    const plain = said[field];
    words[field] = { ...(plain !== undefined && { en: plain }), ...words[field], [language]: text };
  }
  return words;
}

/** Numbers and dates in digits read alike in all languages. A regular expression of PostgreSQL, too. */
export const FIGURES_ALONE = String.raw`^[0-9 \u00a0\u202f.,:;/()%<>=~+\u2013-]*$`;
const figuresAlone = new RegExp(FIGURES_ALONE);

/** The same with what stands there without any language: English, unless it is figures. */
export function readersWords(said: Said): OwnWords {
  const plain = CUSTOMER_FIELDS.flatMap((field) => {
    const text = said[field];
    return text === undefined || figuresAlone.test(text) ? [] : [[field, { en: text }] as const];
  });
  return { ...Object.fromEntries(plain), ...ownWords(said) };
}

/** Where a number may stand for one customer. */
const COUNTED = ['volume', 'personsAffected', 'personsExposed', 'volumeAffected', 'volumeExposed'] as const;
const NUMBER = /^(~?) ?(\d{1,15})$/;
const RANGE = /^(\d{1,15}) ?[\u2013-] ?(\d{1,15})$/;

/** Numbers without a language, with their precision: `1200`, `~1200` or `1000-2000`. */
export function ownAmounts(said: Said): Partial<Record<CustomerField, Amount>> {
  const amounts = COUNTED.flatMap((field) => {
    const amount = amountOf(said[field] ?? '');
    return amount ? [[field, amount] as const] : [];
  });
  return Object.fromEntries(amounts);
}

function amountOf(text: string): Amount | undefined {
  const [, from, to] = RANGE.exec(text) ?? [];
  if (Number(to) > Number(from)) return { precision: 'range', count: Number(from), to: Number(to) };
  const [, about, count] = NUMBER.exec(text) ?? [];
  return count === undefined ? undefined : { precision: about ? 'approximate' : 'exact', count: Number(count) };
}

/** By field, a text for all languages or one for each, as rows of a file have it. */
export type SaidInRow = Partial<Record<CustomerField, string | Record<string, string>>>;

export function ownKeys(row: SaidInRow): Said {
  const entries = Object.entries(row).flatMap(([field, said]): [string, string | undefined][] =>
    typeof said === 'string'
      ? [[field, said]]
      : Object.entries(said).map(([language, text]) => [`${field}.${language}`, text]),
  );
  return Object.fromEntries(entries);
}

/** What reads alike in all languages. */
export function withoutWords<Row extends Said>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !key.includes('.'))) as Row;
}
