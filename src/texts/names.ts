import type { CustomerId } from '../domain/primitives/parties';
/** A name that belongs to one customer: its own, a contact's, or a contact's address. */
export interface OwnedName {
  customer: CustomerId;
  name: string;
  kind: 'customer' | 'contact' | 'address';
}

/** Which customers a text names: by id, with the words that do. */
export type FindNames = (text: string) => Map<string, string>;

interface Entry {
  customer: CustomerId;
  name: string;
  /** As written, where case matters. */
  exact?: string;
}

/** Names that are still being given. */
export interface Names {
  add: (one: OwnedName) => void;
  find: FindNames;
}

export function namesAmong(owned: Iterable<OwnedName>, common: ReadonlySet<string>): FindNames {
  const names = openNames(common);
  for (const one of owned) names.add(one);
  return names.find;
}

/*
 * Names are looked up by their words, not searched for one by one: for each place of a text only the lengths of names that begin with its word are
 * tried, so that a hundred thousand names cost a text as much as ten.
 */
export function openNames(common: ReadonlySet<string>): Names {
  const entries = new Map<string, Entry[]>();
  const lengths = new Map<string, Set<number>>();
  const add = (one: OwnedName) => {
    for (const words of formsOf(one, common)) {
      const key = words.map(folded).join(' ');
      const [first = ''] = key.split(' ');
      const exact = isEveryday(words, common) ? words.join(' ') : undefined;
      const entry = { customer: one.customer, name: one.name, ...(exact && { exact }) };
      entries.set(key, [...(entries.get(key) ?? []), entry]);
      lengths.set(first, (lengths.get(first) ?? new Set()).add(words.length));
    }
  };
  const find: FindNames = (text) => {
    const words = wordsOf(text);
    const keys = words.map(folded);
    const found = new Map<string, string>();
    for (const [place, first] of keys.entries())
      for (const length of lengths.get(first) ?? [])
        for (const entry of entries.get(keys.slice(place, place + length).join(' ')) ?? [])
          if (!entry.exact || entry.exact === words.slice(place, place + length).join(' '))
            found.set(entry.customer, entry.name);
    return found;
  };
  return { add, find };
}

/** The words of our own letters: what consists of them alone counts as a name only as it is written. */
export function everydayWords(files: Iterable<string>): Set<string> {
  return new Set([...files].flatMap(wordsOf).map(folded));
}

/** In the legal form and without it. A contact of one word, such as "Admin", and what consists of everyday words, names nobody. */
function formsOf({ name, kind }: OwnedName, common: ReadonlySet<string>): string[][] {
  const words = wordsOf(name);
  if (words.length === 0) return [];
  if (kind === 'contact') return words.length > 1 && !isEveryday(words, common) ? [words] : [];
  if (kind === 'address') return [words];
  const short = words.filter((word) => !LEGAL_FORMS.has(folded(word)));
  const isTelling = short.length > 1 || (short[0]?.length ?? 0) > SHORT;
  return short.length < words.length && isTelling ? [words, short] : [words];
}

const SHORT = 3;

function isEveryday(words: readonly string[], common: ReadonlySet<string>): boolean {
  return words.every((word) => common.has(folded(word))) || (words.length === 1 && (words[0]?.length ?? 0) <= SHORT);
}

const LEGAL_FORMS = new Set(
  'ab ag as asbl bv co corp eurl gbr gmbh gie inc kg kgaa limited llc llp ltd nv oy plc sa sarl sas scop se sl spa srl'.split(
    ' ',
  ),
);

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
}

function folded(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
}
