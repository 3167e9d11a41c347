import { z } from 'zod';
import type { Path } from './place';
import { rulesFile } from './file';

interface Said {
  places: Path[];
  /** It is the key that is wrong, not what it says. */
  isOfKey?: boolean;
  sentence: string;
}

/** Zod's findings, in sentences that say what stands there, and what must. */
export function sentenceOf(issue: z.core.$ZodIssue, given: unknown): Said[] {
  if (issue.code === 'unrecognized_keys') return [];
  const name = nameOf(issue.path);
  const value = valueAt(given, issue.path);
  if (value === undefined) return [{ places: [issue.path], sentence: `${name} is missing${needs(issue)}.` }];
  return [{ places: [issue.path], sentence: `${name} is ${shown(value)}; it ${demandOf(issue)}.` }];
}

/** Keys that no rule has, wherever they stand; zod names those of a list's elements or of a wider shape nowhere. */
export function unknownKeys(given: unknown, shape: z.core.$ZodType = rulesFile): Said[] {
  return unknownIn(shape, given, []);
}

function unknownIn(schema: z.core.$ZodType, value: unknown, path: Path): Said[] {
  if (typeof value !== 'object' || value === null) return [];
  if (schema instanceof z.ZodOptional) return unknownIn(schema.unwrap(), value, path);
  const entries = Object.entries(value);
  if (schema instanceof z.ZodArray)
    return entries.flatMap(([key, part]) => unknownIn(schema.element, part, [...path, key]));
  if (schema instanceof z.ZodRecord)
    return entries.flatMap(([key, part]) => unknownIn(schema.valueType, part, [...path, key]));
  if (!(schema instanceof z.ZodObject)) return [];
  return entries.flatMap(([key, part]) => {
    const known = (schema.shape as Record<string, z.core.$ZodType | undefined>)[key];
    return known
      ? unknownIn(known, part, [...path, key])
      : [{ places: [[...path, key]], isOfKey: true, sentence: unknownKey(key, path, Object.keys(schema.shape)) }];
  });
}

function unknownKey(key: string, path: Path, known: string[]): string {
  const where = path.length > 0 ? `${nameOf(path)} has` : 'There is';
  return `${where} no rule of the name ${key}; there are ${known.join(', ')}.`;
}

const TYPES: Record<string, string> = {
  number: 'must be a number',
  int: 'must be a whole number',
  string: 'must be text: put it in quotes',
  array: 'must be a list',
  object: 'must have keys of its own',
  record: 'must have keys of its own',
};

function demandOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `must be ${issue.expected}`;
    case 'too_small':
      return `must ${issue.origin === 'array' ? 'have' : 'be'} at least ${String(issue.minimum)}`;
    case 'too_big':
      return `must ${issue.origin === 'array' ? 'have' : 'be'} at most ${String(issue.maximum)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

function needs(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? `: it ${demandOf(issue)}` : '';
}

/** `escalation.levels[1]` */
function nameOf(path: Path): string {
  return path.reduce<string>(
    (name, step) =>
      /^\d+$/.test(String(step)) ? `${name}[${String(step)}]` : name ? `${name}.${String(step)}` : String(step),
    '',
  );
}

function valueAt(given: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step],
    given,
  );
}

const SHOWN_MAX = 60;

function shown(value: unknown): string {
  if (value === null) return 'empty';
  const text = JSON.stringify(value);
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)} …` : text;
}
