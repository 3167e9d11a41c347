import { CLOSING } from './closing';
import { FIELDS } from './fields';
import { INCIDENTS } from './incidents';
import { NOTICES } from './notices';
import { PROGRAMME } from './programme';
import { ROUTES } from './routes';
import { TERMS } from './terms';

/*
 * Our refusals are sentences in English, made where they arise and kept as they are in histories and the register. Like gettext, the catalogue has
 * the English sentence as its key, so that only the answer to a reader knows of languages.
 *
 * French 1. Each sentence that our source refuses with stands in the catalogue; one that was said by an older release may not.
 * French 2. What people and their systems wrote is never translated, even where it reads like a word of ours.
 */

/**
 * French by English. `{}` stands for a value, in order; in French `{2}` for the second. A value is left as it is, unless the French says `{=}`: then
 * it is made of words of ours.
 */
export type Sentences = Readonly<Record<string, string>>;

interface Pattern {
  /** What stands before, between and after the values. */
  parts: readonly string[];
  french: string;
}

export const SENTENCES: Sentences = { ...INCIDENTS, ...NOTICES, ...PROGRAMME, ...CLOSING, ...FIELDS, ...ROUTES };

/** Those with more words of their own first: others may match by their values. */
const PATTERNS: readonly Pattern[] = Object.entries(SENTENCES)
  .filter(([english]) => english.includes('{}'))
  .sort(([one], [other]) => ownLength(other) - ownLength(one))
  .map(([english, french]) => ({ parts: english.split('{}'), french }));

function ownLength(english: string): number {
  return english.replaceAll('{}', '').length;
}

/** What was looked for within one sentence: each part once, and no more parts than our own sentences have. */
type Looked = Map<string, string | undefined>;
const LOOKED_MAX = 500;
const LENGTH_MAX = 10_000;

/** Undefined if the catalogue does not have the sentence, or not what stands in it. */
export function inFrench(english: string): string | undefined {
  return english.length > LENGTH_MAX ? undefined : sentenceIn(english, new Map());
}

function sentenceIn(english: string, looked: Looked): string | undefined {
  if (Object.hasOwn(SENTENCES, english)) return SENTENCES[english];
  if (looked.has(english) || looked.size >= LOOKED_MAX) return looked.get(english);
  looked.set(english, undefined);
  const told = byPattern(english, looked) ?? fieldInFrench(english, looked);
  looked.set(english, told);
  return told;
}

function byPattern(english: string, looked: Looked): string | undefined {
  for (const { parts, french } of PATTERNS) {
    const values = valuesIn(english, parts);
    const told = values && filledIn(french, values, looked);
    if (told !== undefined) return told;
  }
  return undefined;
}

/** Each value ends where the next part first stands: a regular expression would try all other places, too, which what people wrote can make slow. */
function valuesIn(english: string, parts: readonly string[]): string[] | undefined {
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const end = english.length - last.length;
  if (!english.startsWith(first) || !english.endsWith(last)) return undefined;
  const values: string[] = [];
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const next = english.indexOf(part, at);
    if (next < 0) return undefined;
    values.push(english.slice(at, next));
    at = next + part.length;
  }
  return at > end ? undefined : [...values, english.slice(at, end)];
}

/** Undefined if a value that is to be words of ours is not. */
function filledIn(french: string, values: readonly string[], looked: Looked): string | undefined {
  let next = 0;
  const unknown: string[] = [];
  const told = french.replace(/\{(\d?)(=?)\}/gu, (_all, place: string, words: string) => {
    const value = values[place === '' ? next++ : Number(place) - 1] ?? '';
    const translated = words === '' ? value : wordsInFrench(value, looked);
    if (translated === undefined) unknown.push(value);
    return translated ?? '';
  });
  return unknown.length === 0 ? told : undefined;
}

/** A fault with the field that has it: `/basis must be one of: likely, confirmed`. */
function fieldInFrench(english: string, looked: Looked): string | undefined {
  const { field, fault } = FIELD.exec(english)?.groups ?? {};
  if (field === undefined || fault === undefined) return undefined;
  const told = sentenceIn(fault, looked);
  if (told !== undefined) return `${field} ${told}`;
  const withoutEnd = fault.endsWith('.') ? sentenceIn(fault.slice(0, -1), looked) : undefined;
  return withoutEnd && `${field} ${withoutEnd}.`;
}

const FIELD = /^(?<field>\S+) (?<fault>[a-z].*)$/su;

/** A list, a sentence or a term; a single word that is no term is an id, or the name of a field. */
function wordsInFrench(english: string, looked: Looked): string | undefined {
  if (Object.hasOwn(TERMS, english)) return TERMS[english];
  if (!/\s/u.test(english)) return english;
  return listInFrench(english, looked) ?? sentenceIn(english, looked);
}

const JOINED = [
  { by: '; ', french: '\u202f; ' },
  { by: ', and ', french: ' et ' },
  { by: ' and ', french: ' et ' },
  { by: ' or ', french: ' ou ' },
  { by: ', ', french: ', ' },
];

function listInFrench(english: string, looked: Looked): string | undefined {
  for (const { by, french } of JOINED) {
    const parts = english.split(by);
    const told = parts.length > 1 ? partsInFrench(parts, by, looked) : undefined;
    if (told) return told.join(french);
  }
  return undefined;
}

/** A part may be a sentence that has the joining words within it: the shortest that is one is taken. */
function partsInFrench(parts: readonly string[], by: string, looked: Looked): string[] | undefined {
  if (parts.length === 0) return [];
  for (let count = 1; count <= parts.length; count += 1) {
    const part = parts.slice(0, count).join(by);
    const told = count === 1 ? wordsInFrench(part, looked) : sentenceIn(part, looked);
    if (told === undefined) continue;
    const rest = partsInFrench(parts.slice(count), by, looked);
    return rest && [told, ...rest];
  }
  return undefined;
}
