import { z } from 'zod';
import type { Instant } from '../domain/primitives/instant';

/*
 * The shapes that fields are made of. Everything here must mean the same to zod and to the guard that is compiled from it:
 * each text is one anchored pattern for the flag `u`, its length included, so that both count code points; none of zod's own
 * formats, which JSON Schema cannot say. `maxLength` stands in the metadata for readers of the API's description only.
 */

const TEXT_MAX = 4_000;
const LINE_MAX = 200;
export const LIST_MAX = 1_000;

const DAY = [
  String.raw`(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29`,
  String.raw`(?:19|20|21)\d\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))`,
].join('|');
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d`;

const patterns = {
  text: /^(?=\s*\S)[\n\t\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{10ffff}]{1,4000}$/u,
  line: /^(?=\s*\S)[\u{20}-\u{7e}\u{a0}-\u{2027}\u{202a}-\u{d7ff}\u{e000}-\u{10ffff}]{1,200}$/u,
  personId: /^[a-z0-9][a-z0-9._-]{0,63}$/u,
  recordId: /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/u,
  effectId: /^INC-\d{4}-\d{4,9}#\d{1,9}\.\d{1,9}$/u,
  incidentId: /^INC-\d{4}-\d{4,9}$/u,
  sha256: /^[0-9a-f]{64}$/u,
  instant: new RegExp(String.raw`^(?:${DAY})T${TIME}(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$`, 'u'),
  storedInstant: new RegExp(String.raw`^(?:${DAY})T${TIME}\.\d{3}Z$`, 'u'),
};

const expectations: Record<keyof typeof patterns, string> = {
  text: 'text of 1 to 4000 characters, not blank, without control characters other than line feed and tab',
  line: 'one line of 1 to 200 characters, not blank, without control characters',
  personId: "a person's id: small letters, digits, dot, hyphen, underscore, at most 64",
  recordId: 'an id: letters, digits, dot, hyphen, underscore, colon, at most 64',
  effectId: 'an id such as INC-2026-0001#4.1',
  incidentId: 'the id of an incident, such as INC-2026-0001',
  sha256: 'a SHA-256 in 64 small hexadecimal digits',
  instant: 'an instant with its offset, such as 2026-11-23T09:20:00Z',
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

/** RFC 3339 with an offset. */
export function instant(description: string, example = '2026-11-23T09:20:00Z') {
  return shaped('instant').meta({ description, examples: [example], format: 'date-time' });
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

export function sha256(description: string) {
  return shaped('sha256').meta({
    description,
    examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  });
}

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values, description: string) {
  return z.enum(values).meta({ description, examples: [values[0]] });
}

export function count(description: string, example = 0) {
  return z
    .int()
    .min(0)
    .meta({ description, examples: [example] });
}

function shaped(name: keyof typeof patterns): z.ZodString {
  return z.string().regex(patterns[name], `must be ${expectations[name]}`);
}
