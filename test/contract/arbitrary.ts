import fc from 'fast-check';
import { codePoint } from '../support/code-points';

const LEAVES = [
  null,
  true,
  false,
  0,
  -0,
  1,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_993,
  '',
  ' ',
  '\t\n',
  '\0',
  'a\u0000b',
  '\ud800',
  '\udfff x',
  '\u{1f514}',
  '\u2028',
  '\u0085',
  '\r\n',
  'INC-2026-0001',
  'INC-2026-0001#1.1',
  'privacy',
  'Privacy',
  '__proto__',
  'constructor',
  'a'.repeat(64),
  'A'.repeat(64),
  'x'.repeat(200),
  'x'.repeat(201),
  'x'.repeat(4_000),
  'x'.repeat(4_001),
  '\u{1f514}'.repeat(4_000),
  '2026-11-23T09:20:00Z',
  '2026-11-23T09:20:00.000Z',
  '2026-02-29T00:00:00Z',
  '2024-02-29T23:59:59.999999999+14:00',
  '2026-11-23T24:00:00Z',
  '9999-12-31T23:59:59-23:59',
  '2026-11-23 09:20:00Z',
  'known',
  'yes',
  'event',
  'incident',
  'other',
  'system',
  'api',
];

const leaf = fc.oneof(fc.constantFrom<unknown>(...LEAVES), fc.string({ unit: codePoint, maxLength: 12 }), fc.double());
const keys = fc.oneof(
  fc.constantFrom('class', 'reason', 'by', 'roster', '__proto__', 'toString', ''),
  fc.string({ maxLength: 4 }),
);

/** Any JSON, with what breaks parsers. */
export const hostile = fc.oneof(
  leaf,
  fc.jsonValue({ maxDepth: 4 }),
  fc.array(leaf, { maxLength: 5 }),
  fc.dictionary(keys, leaf, { maxKeys: 5 }),
);

/** Good messages, most of them with something in them changed, taken away or added. */
export function messageLike(good: readonly object[]): fc.Arbitrary<unknown> {
  const changes = fc.array(
    fc.tuple(fc.nat(), fc.constantFrom('change', 'remove', 'add', 'clone'), keys, fc.oneof(leaf, hostile)),
    { maxLength: 3 },
  );
  return fc
    .tuple(fc.constantFrom(...good), changes)
    .map(([message, edits]) =>
      edits.reduce<unknown>((before, edit) => edited(before, ...edit), structuredClone(message)),
    );
}

function edited(message: unknown, where: number, how: string, key: string, value: unknown): unknown {
  const places = placesIn(message);
  const place = places[where % Math.max(1, places.length)];
  if (!place) return value;
  const { holder, at } = place;
  if (how === 'remove' && !Array.isArray(holder)) Reflect.deleteProperty(holder, at);
  else if (how === 'add')
    Object.defineProperty(holder, Array.isArray(holder) ? holder.length : key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else if (how === 'clone' && Array.isArray(holder)) holder.push(...holder.slice(0, 3));
  else Object.defineProperty(holder, at, { value, enumerable: true, configurable: true, writable: true });
  return message;
}

interface Place {
  holder: object;
  at: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([at, inner]) => [{ holder: value, at }, ...placesIn(inner)]);
}
