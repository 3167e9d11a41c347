import { deflateRawSync, gzipSync } from 'node:zlib';
import { readThrough, type PlacedText } from '../../src/primitives/file-texts';
import { zipOf } from '../support/zip';

const LIMITS = { entries: 20, bytes: 100_000, depth: 2 };
const placesOf = async (content: Buffer, sought: string) => {
  const found = new Set<string>();
  const look = ({ place, text }: PlacedText) => text.includes(sought) && found.add(place);
  const unread = await readThrough(content, look, LIMITS);
  return { found: [...found], unread };
};

const CELLS =
  '<sst><si><r><t>Elm S</t></r><r><t>treet &#38; Co</t></r></si><si><t>Bo</t></si><si><t>Ann</t></si></sst>';

test('a spreadsheet is read cell by cell: no word is parted by markup, and none is joined to the next', async () => {
  const file = await zipOf({ 'xl/sharedStrings.xml': CELLS, 'xl/_rels/x.rels': '<a Target="mailto:x@oak.example"/>' });
  expect((await placesOf(file, 'Elm Street & Co')).found).toEqual(['xl/sharedStrings.xml']);
  expect((await placesOf(file, ' Bo ')).found).toEqual(['xl/sharedStrings.xml']);
  expect((await placesOf(file, 'x@oak.example')).found).toEqual(['xl/_rels/x.rels']);
});

test.each([
  ['an archive in an archive', async () => zipOf({ 'a.zip': await zipOf({ 'b.txt': 'secret' }) }), 'a.zip/b.txt'],
  ['gzip', () => Promise.resolve(gzipSync('secret')), ''],
  ['UTF-16', () => Promise.resolve(Buffer.from('\ufeffsecret', 'utf16le')), ''],
  ['a name of an entry', () => zipOf({ 'secret.txt': 'x' }), 'secret.txt'],
  ['far beyond the first part', () => Promise.resolve(Buffer.from(`${'x'.repeat(600_000)}secret`)), ''],
])('%s is read', async (_, made, place) => {
  expect(await placesOf(await made(), 'secret')).toEqual({ found: [place], unread: [] });
});

test('what Windows writes is read, whose bytes are no UTF-8', async () => {
  expect((await placesOf(Buffer.from('Gesch\u00e4ft', 'latin1'), 'Geschäft')).found).toEqual(['']);
});

test.each([
  ['a bomb', () => zipOf({ 'zeros.txt': Buffer.alloc(10_000_000) }), 'zeros.txt', 'too-large'],
  [
    'too many entries',
    () => zipOf(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`${n}.txt`, 'x']))),
    '20.txt',
    'too-large',
  ],
  ['a bomb of gzip', () => Promise.resolve(gzipSync(Buffer.alloc(10_000_000))), '', 'too-large'],
  [
    'archives beyond the depth',
    async () => zipOf({ a: await zipOf({ b: await zipOf({ c: 'x' }) }) }),
    'a/b',
    'too-deep',
  ],
  ['a broken archive', () => Promise.resolve(Buffer.from('PK\u0003\u0004nothing')), '', 'broken'],
  ['a PDF', () => Promise.resolve(Buffer.concat([Buffer.from('%PDF-1.7\n'), deflateRawSync('secret')])), '', 'opaque'],
])('%s is named, and not taken for read', async (_, made, place, why) => {
  const { unread } = await placesOf(await made(), 'secret');
  expect(unread).toContainEqual({ place, why });
});

test('what lies about its size is not unpacked beyond the limit', async () => {
  const zip = await zipOf({ 'zeros.txt': Buffer.alloc(1_000_000) });
  const lying = Buffer.from(zip);
  for (let at = lying.indexOf('PK\u0001\u0002'); at >= 0; at = lying.indexOf('PK\u0001\u0002', at + 4))
    lying.writeUInt32LE(10, at + 24);
  expect((await placesOf(lying, 'secret')).unread).not.toEqual([]);
});
