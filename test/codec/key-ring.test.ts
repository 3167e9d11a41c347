import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyRing, isOpenToAll, parseKeyRing, readKeyRing } from '../../src/codec';

describe('the key ring', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tocsin-ring-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const file = () => join(folder, 'deep', 'encryption-keys.json');

  test('is made once, for the eyes of its owner alone, and is the same for all who make it at once', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => createKeyRing(file())));
    expect(new Set(made.map(({ ring }) => ring.keys.get(ring.current)?.toString('hex'))).size).toBe(1);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'deep'))).toEqual(['encryption-keys.json']);
    const text = await readFile(file(), 'utf8');
    expect((await createKeyRing(file())).isNew).toBe(false);
    expect(await readFile(file(), 'utf8')).toBe(text);
  });

  test('is asked for by name where a process needs it and it is not there', () => {
    expect(() => readKeyRing(file())).toThrow(`There is no key ring at ${file()}: run migrate`);
    expect(() => readKeyRing(folder)).toThrow(/cannot be read \(EISDIR\)/);
  });

  test('that everybody may read is noticed', async () => {
    await createKeyRing(file());
    expect(isOpenToAll(file())).toBe(false);
    await chmod(file(), 0o644);
    expect(isOpenToAll(file())).toBe(true);
  });
});

const KEY = Buffer.alloc(32, 7).toString('base64');

test.each([
  ['{', 'it is not JSON'],
  ['[]', 'it is not a JSON object'],
  ['{"current": "a"}', '"keys" must be an object'],
  [`{"current": "b", "keys": {"a": "${KEY}"}}`, '"current" must be the id of one of its keys'],
  ['{"current": "a", "keys": {}}', '"current" must be the id of one of its keys'],
  ['{"current": "a", "keys": {"a": "c2VjcmV0"}}', 'the key "a" must be 32 bytes in base64'],
  ['{"current": "a", "keys": {"a": 7}}', 'the key "a" must be 32 bytes in base64'],
  [`{"current": "a b", "keys": {"a b": "${KEY}"}}`, 'an id has 1 to 64 letters'],
  [`{"current": "a", "keys": {"a": "${KEY}", "b": "${KEY}"}}`, 'two ids have the same key'],
])('a ring of %s is refused in one sentence, which says what to do and has no key in it', (text, why) => {
  const refused = expect(() => parseKeyRing(text, '/etc/ring'));
  refused.toThrow(
    new RegExp(`^The key ring /etc/ring cannot be used: ${why.replace(/[()]/g, '.')}[^.]*; put it back [^.]*\\.$`),
  );
  refused.toThrow(expect.not.objectContaining({ message: expect.stringContaining('c2VjcmV0') }));
});
