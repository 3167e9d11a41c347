import type { CustomerField, CustomerKey } from './state';

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
