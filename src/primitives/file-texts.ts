import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { together } from './slices';

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
  for (const text of partsOf(content)) {
    reading.look({ place, text });
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
  return await bounded(await zip.openReadStreamPromise(entry), maxBytes);
}

async function bounded(source: Readable, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return await together(chunks);
}

async function readGzip(content: Buffer, place: string, reading: Reading): Promise<void> {
  const { unread, left, depth } = reading;
  if (depth === 0) return void unread.push({ place, why: 'too-deep' });
  try {
    const unpacked = await bounded(Readable.from([content]).pipe(createGunzip()), left.bytes);
    if (!unpacked) return void unread.push({ place, why: 'too-large' });
    left.bytes -= unpacked.length;
    await readInto(unpacked, place, { ...reading, depth: depth - 1 });
  } catch {
    unread.push({ place, why: 'broken' });
  }
}

/** As UTF-8 or UTF-16; what is neither is read as Windows writes it, too. A part at a time, each with the end of the one before it. */
function* partsOf(content: Buffer): Generator<string> {
  const wide = content[0] === 0xff && content[1] === 0xfe ? 'utf-16le' : undefined;
  const encoding = content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : (wide ?? 'utf-8');
  let isOther = false;
  for (const part of partsIn(encoding, content)) {
    isOther ||= part.includes('\ufffd');
    yield part;
  }
  if (isOther && encoding === 'utf-8') yield* partsIn('windows-1252', content);
}

const PART_BYTES = 32 * 1024;
/** Beyond any words that are sought. */
const OVERLAP_LENGTH = 16 * 1024;

function* partsIn(encoding: string, content: Buffer): Generator<string> {
  const decoder = new TextDecoder(encoding);
  let waiting = '';
  let forms: { read: Form; before: string }[] | undefined;
  for (let at = 0; at < content.length; at += PART_BYTES) {
    const isLast = at + PART_BYTES >= content.length;
    waiting += decoder.decode(content.subarray(at, at + PART_BYTES), { stream: !isLast });
    forms ??= (isMarkup(waiting) ? [asItStands, bare(''), bare(' ')] : [asItStands]).map((read) => ({
      read,
      before: '',
    }));
    const end = isLast || forms.length === 1 ? waiting.length : endOfTags(waiting);
    for (const form of forms) {
      const part = form.before + form.read(waiting.slice(0, end));
      yield part;
      form.before = part.slice(-OVERLAP_LENGTH);
    }
    waiting = waiting.slice(end);
  }
}

/** Before a tag, or an entity, that goes on in the next part. */
function endOfTags(text: string): number {
  const [tag, entity] = [text.lastIndexOf('<'), text.lastIndexOf('&')];
  if (tag >= 0 && !text.includes('>', tag) && text.length - tag < OVERLAP_LENGTH) return tag;
  return entity >= 0 && !text.includes(';', entity) && text.length - entity < ENTITY_LENGTH ? entity : text.length;
}

const ENTITY_LENGTH = 12;

/**
 * A spreadsheet writes words as runs of markup, and cells beside each other: read with nothing and with a blank in the place of each tag, so that
 * neither parts a word nor joins two. Tags have attributes, so that they are read, too.
 */
type Form = (text: string) => string;

const isMarkup = (text: string) => /^\s*</.test(text);
const asItStands: Form = (text) => text;

function bare(between: string): Form {
  return (text) => entitiesOf(text.replace(/<[^>]*>/g, between));
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
