import fc from 'fast-check';
import { instant, line, longText, personId, recentInstant, text } from '../../src/contract/words';
import { instantFrom } from '../../src/domain/primitives/instant';
import { testSeed } from '../support/seed';
import { isRelease } from '../support/turns';

fc.configureGlobal({ seed: testSeed('words') });

const takes = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('an instant', () => {
  const schema = instant('When.');

  test('that is taken is one that can be reckoned with, in the width that all have', () => {
    const digits = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
    const texts = fc
      .tuple(
        fc.integer({ min: 1850, max: 2250 }),
        digits(13),
        digits(32),
        digits(25),
        digits(61),
        digits(61),
        fc.constantFrom('', '.1', '.123456789'),
        fc.constantFrom('Z', '+00:00', '-23:59', '+14:00', '', 'z', '+1400'),
      )
      .map(
        ([year, month, day, hour, minute, second, fraction, zone]) =>
          `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`,
      );
    fc.assert(
      fc.property(texts, (one) => {
        fc.pre(takes(schema, one));
        expect(instantFrom(one)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        const local = one.slice(0, 10);
        expect(new Date(`${local}T00:00:00Z`).toISOString().slice(0, 10)).toBe(local);
      }),
      { numRuns: isRelease ? 5_000 : 1_000 },
    );
  });

  test.each(['2026-11-23T09:20:00Z', '2024-02-29T00:00:00+05:45', '2000-02-29T23:59:59.999-11:00'])(
    '%s is taken',
    (one) => {
      expect(takes(schema, one)).toBe(true);
    },
  );

  test.each([
    '2026-11-23',
    '2026-11-23T09:20Z',
    '2026-11-23T09:20:00',
    '2026-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T09:20:60Z',
    '1066-10-14T09:00:00Z',
    '+002026-11-23T09:20:00Z',
    ' 2026-11-23T09:20:00Z',
    '2026-11-23T09:20:00Z\n',
    '1764000000',
  ])('%j is not', (one) => {
    expect(takes(schema, one)).toBe(false);
  });
});

test('an instant that a person names of the past lies in or after the year 2000, and the sentence says the limits', () => {
  expect(takes(recentInstant('When.'), '2000-01-01T00:00:00Z')).toBe(true);
  const said = (
    schema: { safeParse: (value: unknown) => { error?: { issues: { message: string }[] } } },
    one: string,
  ) => schema.safeParse(one).error?.issues.map(({ message }) => message);
  for (const one of ['1850-11-28T15:00:00Z', '1900-01-01T00:00:00Z', '2200-01-01T00:00:00Z'])
    expect(said(recentInstant('When.'), one)).toEqual([
      expect.stringMatching(/^must be an instant from 2000 to 2199 with its offset/),
    ]);
  expect(said(instant('When.'), '1850-11-28T15:00:00Z')).toEqual([
    expect.stringMatching(/^must be an instant from 1900 to 2199 with its offset/),
  ]);
});

test('a long text has up to 10,000 characters, of any script', () => {
  const schema = longText('What was seen.', 'x');
  for (const good of ['x'.repeat(10_000), '\u{1f514}'.repeat(10_000), 'Zeile\nZeile'])
    expect(takes(schema, good)).toBe(true);
  for (const bad of ['', 'x'.repeat(10_001), 'a\r\n']) expect(takes(schema, bad)).toBe(false);
});

test('text has 1 to 4,000 characters of any script, and no controls but line feed and tab', () => {
  const schema = text('Words.', 'x');
  for (const good of [
    'a',
    'Zeile\n\tZeile',
    '\u{1f514}'.repeat(4_000),
    '\u0645\u0631\u062d\u0628\u0627',
    'x'.repeat(4_000),
  ])
    expect(takes(schema, good)).toBe(true);
  for (const bad of [
    '',
    ' \n',
    'x'.repeat(4_001),
    '\u{1f514}'.repeat(4_001),
    'a\0',
    'a\r\n',
    'a\u001b[31m',
    'a\u0085',
    '\ud800',
    'a\udc00b',
  ])
    expect(takes(schema, bad)).toBe(false);
});

test('a line is one line', () => {
  const schema = line('A name.', 'x');
  expect(takes(schema, '\u00c5sa \u674e')).toBe(true);
  for (const bad of ['a\nb', 'a\tb', 'a\u2028b', 'x'.repeat(201), '   ']) expect(takes(schema, bad)).toBe(false);
});

test('a person’s id is no name that objects have already', () => {
  const schema = personId('A person.');
  for (const bad of [
    '__proto__',
    'toString',
    'hasOwnProperty',
    'Anna',
    'anna@company.example',
    '',
    '-a',
    'a'.repeat(65),
  ])
    expect(takes(schema, bad)).toBe(false);
  for (const good of ['anna.l', 'u-17_b', '0', 'a'.repeat(64)]) expect(takes(schema, good)).toBe(true);
});
