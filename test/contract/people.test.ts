import { existsSync, readFileSync } from 'node:fs';
import { local } from '../../src/texts/time';
import { email, timeZone } from '../../src/contract/parties/people';
import type { Instant } from '../../src/domain/primitives/instant';

const takes = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

/** As the tz database of this machine has them; `Factory` says that nobody set a zone. */
function zonesHere(): string[] {
  const file = '/usr/share/zoneinfo/tzdata.zi';
  if (!existsSync(file)) return [];
  const rows = readFileSync(file, 'utf8').split('\n');
  const names = rows.flatMap((row) => /^Z (\S+)/.exec(row)?.[1] ?? /^L \S+ (\S+)/.exec(row)?.[1] ?? []);
  return names.filter((name) => name !== 'Factory');
}

test.each(['Asia/Kolkata', 'Asia/Calcutta', 'Europe/Kyiv', 'Europe/Kiev', 'Etc/UTC', 'UTC', 'GMT', 'US/Pacific'])(
  '%s is a time zone, and an instant is shown in it',
  (name) => {
    expect(takes(timeZone, name)).toBe(true);
    expect(local('2026-11-29T12:00:00.000Z' as Instant, name, 'en')).toContain(name);
  },
);

test('so is every zone of the tz database', () => {
  expect(zonesHere().filter((name) => !takes(timeZone, name))).toEqual([]);
});

test.each(['', 'Mars/Olympus', '+05:00', '-08', 'Factory', 'Europe/', 'x'.repeat(65)])('%j is none', (name) => {
  expect(takes(timeZone, name)).toBe(false);
});

test.each([
  'info@müller.example',
  'info@xn--mller-kva.example',
  'Jörg@example.com',
  '用户@例子.example',
  "o'neil+notices@example.com",
  'a@b',
])('%s is a mail address', (address) => expect(takes(email, address)).toBe(true));

test.each([
  '',
  'nobody',
  '@example.com',
  'jo@',
  'jo@@example.com',
  'jo smith@example.com',
  'jo@exa mple.com',
  'jo@example..com',
  'jo@-example.com',
  'jo@example.com\r\nBcc: all@example.com',
  'jo@x.example,all@x.example',
  '<jo@x.example>',
  'jo\u200b@x.example',
  `${'x'.repeat(65)}@example.com`,
  `${'ü'.repeat(33)}@example.com`,
  `jo@${'x'.repeat(64)}.example`,
  `jo@${'x.'.repeat(126)}xx`,
])('%j is none', (address) => expect(takes(email, address)).toBe(false));
