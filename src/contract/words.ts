import { z } from 'zod';
import type { Instant } from '../domain/primitives/instant';

/*
 * The shapes that fields are made of. Everything here must mean the same to zod and to the guard that is compiled from it:
 * each text is one anchored pattern, its length included, so that both count code points; none of zod's own formats, which JSON
 * Schema cannot say. Generators read a pattern with or without the flag `u`, so each means the same either way: a pair of surrogates is
 * one of the alternatives, and stands for one character without the flag. `maxLength` stands in the metadata for readers of the API's
 * description only.
 */

const TEXT_MAX = 4_000;
const LONG_TEXT_MAX = 10_000;
const LINE_MAX = 200;
export const LIST_MAX = 1_000;

const dayIn = (centuries: string) =>
  [
    String.raw`(?:(?:${centuries})(?:0[48]|[2468][048]|[13579][26])|2000)-02-29`,
    String.raw`(?:${centuries})\d\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))`,
  ].join('|');
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d`;

const SURROGATES = String.raw`\ud800-\udfff`;
const TEXT_CHARACTER = String.raw`[^\x00-\x08\x0b-\x1f\x7f-\x9f${SURROGATES}]`;
const LINE_CHARACTER = String.raw`[^\x00-\x1f\x7f-\x9f\u2028\u2029${SURROGATES}]`;

const patterns = {
  text: textOf(TEXT_CHARACTER, TEXT_MAX),
  longText: textOf(TEXT_CHARACTER, LONG_TEXT_MAX),
  line: textOf(LINE_CHARACTER, LINE_MAX),
  personId: /^[a-z0-9][a-z0-9._-]{0,63}$/u,
  recordId: /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/u,
  effectId: /^INC-\d{4}-\d{4,9}(?:\/post-mortem)?#\d{1,9}\.\d{1,9}$/u,
  exerciseId: /^EXE-\d{4}-\d{4,9}$/u,
  incidentId: /^INC-\d{4}-\d{4,9}$/u,
  sha256: /^[0-9a-f]{64}$/u,
  instant: instantOf('19|20|21'),
  recentInstant: instantOf('20|21'),
  storedInstant: new RegExp(String.raw`^(?:${dayIn('19|20|21')})T${TIME}\.\d{3}Z$`, 'u'),
};

const expectations: Record<keyof typeof patterns, string> = {
  text: 'text of 1 to 4000 characters, not blank, without control characters other than line feed and tab',
  longText: 'text of 1 to 10000 characters, not blank, without control characters other than line feed and tab',
  line: 'one line of 1 to 200 characters, not blank, without control characters',
  personId: "a person's id: small letters, digits, dot, hyphen, underscore, at most 64",
  recordId: 'an id: letters, digits, dot, hyphen, underscore, colon, at most 64',
  effectId: 'an id such as INC-2026-0001#4.1',
  exerciseId: 'the id of an exercise, such as EXE-2026-0001',
  incidentId: 'the id of an incident, such as INC-2026-0001',
  sha256: 'a SHA-256 in 64 small hexadecimal digits',
  instant: 'an instant from 1900 to 2199 with its offset, such as 2026-11-23T09:20:00Z',
  recentInstant: 'an instant from 2000 to 2199 with its offset, such as 2026-11-23T09:20:00Z',
  storedInstant: 'an instant in UTC with milliseconds, such as 2026-11-23T09:20:00.000Z',
};

/** What a pattern asks for, in words, by its source: the guard says it in the same words as zod. */
export const PATTERN_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries(patterns).map(([name, { source }]) => [source, expectations[name as keyof typeof patterns]]),
);

/** Free text of several lines. */
export function text(description: string, example: string) {
  return shaped('text').meta({ description, examples: [example], maxLength: TEXT_MAX });
}

/** Free text that comes of other systems, or tells a whole story. */
export function longText(description: string, example: string) {
  return shaped('longText').meta({ description, examples: [example], maxLength: LONG_TEXT_MAX });
}

/** Free text of one line. */
export function line(description: string, example: string) {
  return shaped('line').meta({ description, examples: [example], maxLength: LINE_MAX });
}

export function personId(description: string, example = 'privacy') {
  return shaped('personId').meta({ description, examples: [example] });
}

/** The id of a customer, an account or a contact, as the company's own systems give it. */
export function recordId(description: string, example: string) {
  return shaped('recordId').meta({ description, examples: [example] });
}

/** The id of an alert, or of the record of a contact. */
export function effectId(description: string) {
  return shaped('effectId').meta({ description, examples: ['INC-2026-0001#4.1'] });
}

export function incidentId(description: string) {
  return shaped('incidentId').meta({ description, examples: ['INC-2026-0001'] });
}

export function exerciseId(description: string) {
  return shaped('exerciseId').meta({ description, examples: ['EXE-2026-0001'] });
}

/** RFC 3339 with an offset. */
export function instant(description: string, example = '2026-11-23T09:20:00Z') {
  return shaped('instant').meta({ description, examples: [example], format: 'date-time' });
}

/** Of what was seen or known: a typing error in the year is refused. */
export function recentInstant(description: string, example = '2026-11-23T09:20:00Z') {
  return shaped('recentInstant').meta({ description, examples: [example], format: 'date-time' });
}

/** An instant as Tocsin itself writes it. */
export function storedInstant(description: string): z.ZodType<Instant> {
  const schema = shaped('storedInstant').meta({
    description,
    examples: ['2026-11-23T09:20:00.000Z'],
    format: 'date-time',
  });
  return schema as unknown as z.ZodType<Instant>;
}

export function sha256<Hash extends string = string>(description: string): z.ZodType<Hash> {
  const schema = shaped('sha256').meta({
    description,
    examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  });
  return schema as unknown as z.ZodType<Hash>;
}

export const languageTag = line('The language of `value`, as a BCP 47 tag. Left out: English.', 'en');

export function worded(description: string) {
  return eachLanguage(z.strictObject(inLanguage), description);
}

export function translated(description: string) {
  const file = sha256('Of the file of the translator.').optional();
  return eachLanguage(z.strictObject({ ...inLanguage, file }), description);
}

const inLanguage = { lang: languageTag, text: text('The words.', 'Nous sommes désolés.') };

function eachLanguage<Words extends z.ZodObject>(words: Words, description: string) {
  return z.array(words).min(1).max(10).meta({ description });
}

export const decline = z
  .boolean()
  .optional()
  .meta({ description: 'True: what the first person asked for is put aside.', examples: [true] });

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values, description: string) {
  return z.enum(values).meta({ description, examples: [values[0]] });
}

export function count(description: string, example = 0) {
  return z
    .int()
    .min(0)
    .meta({ description, examples: [example] });
}

function textOf(character: string, maxCharacters: number): RegExp {
  return new RegExp(String.raw`^(?=\s*\S)(?:${character}|[\ud800-\udbff][\udc00-\udfff]){1,${maxCharacters}}$`, 'u');
}

function instantOf(centuries: string): RegExp {
  return new RegExp(
    String.raw`^(?:${dayIn(centuries)})T${TIME}(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$`,
    'u',
  );
}

function shaped(name: keyof typeof patterns): z.ZodString {
  return z.string().regex(patterns[name], `must be ${expectations[name]}`);
}
