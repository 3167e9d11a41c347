import { buffer } from 'node:stream/consumers';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { sha256 } from '../primitives/hash';
import { readableLetter } from './files';

/** The files of a pack. Letters are judged as they are read, so that a large pack is not in memory. */
export interface Unpacked {
  found: Map<string, { bytes: number; sha256: string }>;
  /** What is read further. */
  kept: Map<string, Buffer>;
  faults: string[];
}

const LETTER = /^(notices\/\d+\/letters\/)([0-9a-f]{64})\.(json|txt)$/;

/** @throws Error if it is no ZIP */
export async function unpacked(file: string): Promise<Unpacked> {
  const zip = await openPromise(file, { lazyEntries: true });
  const pack: Unpacked = { found: new Map(), kept: new Map(), faults: [] };
  const readable = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName;
    if (pack.found.has(path)) pack.faults.push(`${path} is there twice.`);
    const bytes = await contentOf(zip, entry);
    pack.found.set(path, { bytes: bytes.length, sha256: sha256(bytes) });
    if (LETTER.test(path)) pack.faults.push(...letterFaults(path, bytes, readable));
    else pack.kept.set(path, bytes);
  }
  return pack;
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return await buffer(await zip.openReadStreamPromise(entry));
}

/** A letter is named by its hash, and what people read of it says the same. */
function letterFaults(path: string, bytes: Buffer, readable: Map<string, string>): string[] {
  const [, folder = '', name = '', form] = LETTER.exec(path) ?? [];
  const key = `${folder}${name}`;
  if (form === 'txt') {
    const isSame = readable.get(key) === sha256(bytes);
    readable.delete(key);
    return isSame ? [] : [`${path} does not say what ${key}.json says.`];
  }
  const [, subject = '', text = ''] = JSON.parse(bytes.toString()) as string[];
  readable.set(key, sha256(readableLetter({ subject, text })));
  return sha256(bytes) === name ? [] : [`${path} is another text than its name says.`];
}
