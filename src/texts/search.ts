import type { NoticeText } from './notice';

/**
 * As it is searched: compatible forms are one (NFKC), case is folded, and marks, spacing, punctuation and what has no width is gone, so that no
 * way of writing hides a word.
 */
export function condensed(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Shorter than this stands in any letter, by chance. */
export const CONDENSED_MIN = 4;

/** What must not go out, by a name that does not say what it is. */
export interface Sought {
  name: string;
  words: readonly string[];
}

export type Search = (text: string) => string[];

/** Answers the names of what a text holds. */
export function searchFor(sought: readonly Sought[]): Search {
  const needles = sought.flatMap(({ name, words }) => words.map((word) => ({ name, needle: condensed(word) })));
  const kept = needles.filter(({ needle }) => needle !== '');
  if (kept.length === 0) return () => [];
  return (text) => {
    const hay = condensed(text);
    return [...new Set(kept.filter(({ needle }) => hay.includes(needle)).map(({ name }) => name))];
  };
}

/** As a reader has it: its subject, its words, and those of its HTML without the markup. */
export function piecesToSearch({ subject, text, html }: NoticeText): string[] {
  return [subject, text, readableHtml(html)];
}

function readableHtml(html: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
}

export interface FoundAt {
  name: string;
  /** JSON pointer. */
  pointer: string;
}

/** In every text of a JSON value, however deep, and in its keys. */
export function foundIn(value: unknown, search: Search, pointer = ''): FoundAt[] {
  if (typeof value === 'string') return search(value).map((name) => ({ name, pointer }));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [...search(key).map((name) => ({ name, pointer: at })), ...foundIn(one, search, at)];
  });
}
