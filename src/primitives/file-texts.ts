import { setImmediate as breathe } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';

/** What can be read at one place of a file: of an archive, or of a spreadsheet, which is one, its entries. */
export interface PlacedText {
  place: string;
  text: string;
}

/** What of a file could not be looked through. */
export interface Unread {
  place: string;
  why: 'encrypted' | 'broken' | 'too-large' | 'too-deep' | 'opaque';
}

interface Limits {
  entries: number;
  /** Of all that is unpacked, together. */
  bytes: number;
  depth: number;
}

/** A ZIP of some kilobytes can unpack to as many gigabytes. */
const LIMITS: Limits = { entries: 5_000, bytes: 64 * 1024 * 1024, depth: 3 };

/** Hands every text of a file to `look`, a part at a time. @returns what it could not read */
export async function readThrough(
  content: Buffer,
  look: (found: PlacedText) => void,
  limits: Limits = LIMITS,
): Promise<Unread[]> {
  const unread: Unread[] = [];
  const left = { ...limits };
  await readInto(content, '', { look, left, unread, depth: limits.depth });
  return unread;
}

interface Reading {
  look: (found: PlacedText) => void;
  left: Omit<Limits, 'depth'>;
  unread: Unread[];
  depth: number;
}

async function readInto(content: Buffer, place: string, reading: Reading): Promise<void> {
  if (isZip(content)) return await readZip(content, place, reading);
  if (isGzip(content)) return await readGzip(content, place, reading);
  if (OPAQUE.some((magic) => content.subarray(0, magic.length).equals(magic)))
    reading.unread.push({ place, why: 'opaque' });
  for (const text of textsOf(content))
    for (const part of partsOf(text)) {
      reading.look({ place, text: part });
      await breathe();
    }
}

const isZip = (content: Buffer) => content.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));
const isGzip = (content: Buffer) => content[0] === 0x1f && content[1] === 0x8b;

/** PDF, encrypted and old office files, and archives that nothing here unpacks: 7-Zip, RAR, xz, bzip2, Zstandard. */
const OPAQUE = ['25504446', 'd0cf11e0', '377abcaf', '52617221', 'fd377a58', '425a68', '28b52ffd'].map((magic) =>
  Buffer.from(magic, 'hex'),
);

async function readZip(content: Buffer, place: string, reading: Reading): Promise<void> {
  const { unread, left, depth } = reading;
  if (depth === 0) return void unread.push({ place, why: 'too-deep' });
  try {
    const zip = await fromBufferPromise(content, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      left.entries -= 1;
      const inside = place === '' ? entry.fileName : `${place}/${entry.fileName}`;
      if (left.entries < 0) return void unread.push({ place: inside, why: 'too-large' });
      await readEntry(zip, entry, inside, { ...reading, depth: depth - 1 });
    }
  } catch {
    unread.push({ place, why: 'broken' });
  }
}

async function readEntry(zip: ZipFile, entry: Entry, place: string, reading: Reading): Promise<void> {
  const { look, left, unread } = reading;
  look({ place, text: `${entry.fileName}\n${entry.fileComment}` });
  if (entry.isEncrypted()) return void unread.push({ place, why: 'encrypted' });
  const content = await boundedEntry(zip, entry, left.bytes);
  if (!content) return void unread.push({ place, why: 'too-large' });
  left.bytes -= content.length;
  await readInto(content, place, reading);
}

/** Counted as it comes: what an archive says of its sizes may be wrong. */
async function boundedEntry(zip: ZipFile, entry: Entry, maxBytes: number): Promise<Buffer | undefined> {
  if (entry.uncompressedSize > maxBytes) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function readGzip(content: Buffer, place: string, reading: Reading): Promise<void> {
  const { unread, left, depth } = reading;
  if (depth === 0) return void unread.push({ place, why: 'too-deep' });
  try {
    const unpacked = gunzipSync(content, { maxOutputLength: Math.max(1, left.bytes) });
    left.bytes -= unpacked.length;
    await readInto(unpacked, place, { ...reading, depth: depth - 1 });
  } catch (fault) {
    const isLarge = (fault as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    unread.push({ place, why: isLarge ? 'too-large' : 'broken' });
  }
}

/**
 * A spreadsheet writes words as runs of markup, and cells beside each other: read with nothing and with a blank in the place of each tag, so that
 * neither parts a word nor joins two. Tags have attributes, so that they are read, too.
 */
function textsOf(content: Buffer): string[] {
  return decoded(content).flatMap((text) => {
    if (!/^\s*</.test(text)) return [text];
    const bare = (between: string) => entitiesOf(text.replace(/<[^>]*>/g, between));
    return [text, bare(''), bare(' ')];
  });
}

/** As UTF-8 or UTF-16; what is neither is read as Windows writes it, too. */
function decoded(content: Buffer): string[] {
  if (content[0] === 0xff && content[1] === 0xfe) return [content.toString('utf16le')];
  if (content[0] === 0xfe && content[1] === 0xff) return [new TextDecoder('utf-16be').decode(content)];
  const text = content.toString('utf8');
  return text.includes('\ufffd') ? [text, new TextDecoder('windows-1252').decode(content)] : [text];
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entitiesOf(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

const PART_LENGTH = 256 * 1024;
/** Beyond any words that are sought. */
const OVERLAP_LENGTH = 16 * 1024;

function* partsOf(text: string): Generator<string> {
  for (let from = 0; from === 0 || from + OVERLAP_LENGTH < text.length; from += PART_LENGTH)
    yield text.slice(from, from + PART_LENGTH + OVERLAP_LENGTH);
}
