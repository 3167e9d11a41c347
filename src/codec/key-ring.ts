import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { keepFirst } from '../primitives/keep';

/** All keys that may be needed to decrypt, and the one to encrypt with. Keys are 32 bytes. */
export interface KeyRing {
  current: string;
  keys: ReadonlyMap<string, Buffer>;
}

/** The file is no valid key ring. The message is one sentence and quotes nothing from the file. */
export class KeyRingFault extends Error {}

/** @throws KeyRingFault also if there is no file: two processes with a ring each could not read each other's data */
export function readKeyRing(file: string): KeyRing {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new KeyRingFault(
      code === 'ENOENT'
        ? `There is no key ring at ${file}: run migrate, which makes one, or set TOCSIN_ENCRYPTION_KEYS_FILE to where it is.`
        : `The key ring ${file} cannot be read (${code}): give this user the right to, or correct TOCSIN_ENCRYPTION_KEYS_FILE.`,
    );
  }
  return parseKeyRing(text, file);
}

/** Reads the ring, or creates it with one key. Two processes that create it at once get the same one. */
export async function createKeyRing(file: string): Promise<{ ring: KeyRing; isNew: boolean }> {
  const isNew = !isThere(file) && (await keepFirst(file, newKeyRing()));
  return { ring: readKeyRing(file), isNew };
}

/** Whether every user of this machine may read the file. */
export function isOpenToAll(file: string): boolean {
  return (statSync(file).mode & 0o004) !== 0;
}

const KEY_BYTES = 32;
const ID = /^[A-Za-z0-9._-]{1,64}$/;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/** @param file the name for it in error messages */
export function parseKeyRing(text: string, file: string): KeyRing {
  const fault = (why: string) =>
    new KeyRingFault(
      `The key ring ${file} cannot be used: ${why}; put it back from its copy, or set TOCSIN_ENCRYPTION_KEYS_FILE to where it is.`,
    );
  const { current, keys } = objectOf(text, fault);
  if (typeof keys !== 'object' || keys === null || Array.isArray(keys))
    throw fault('"keys" must be an object of ids, each with a key');
  const read = new Map<string, Buffer>();
  for (const [id, key] of Object.entries(keys)) {
    if (!ID.test(id)) throw fault('an id has 1 to 64 letters, digits, dots, hyphens or underscores, and one has not');
    if (typeof key !== 'string' || !BASE64.test(key))
      throw fault(`the key "${id}" must be ${KEY_BYTES} bytes in base64, as "openssl rand -base64 32" gives them`);
    read.set(id, Buffer.from(key, 'base64'));
  }
  if (typeof current !== 'string' || !read.has(current)) throw fault('"current" must be the id of one of its keys');
  if (new Set([...read.values()].map((key) => key.toString('hex'))).size < read.size)
    throw fault('two ids have the same key');
  return { current, keys: read };
}

function objectOf(text: string, fault: (why: string) => KeyRingFault): { current?: unknown; keys?: unknown } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw fault('it is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw fault('it is not a JSON object');
  return parsed;
}

/** The date in the id is for people; nothing depends on it. */
function newKeyRing(): string {
  const id = `k-${new Date().toISOString().slice(0, 10)}`;
  return `${JSON.stringify({ current: id, keys: { [id]: randomBytes(KEY_BYTES).toString('base64') } }, null, 2)}\n`;
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
