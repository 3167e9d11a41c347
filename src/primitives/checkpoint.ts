import { openNote, type SigningKey } from './signed-note';

/** The state of a tree, as its log signs it (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Which log it is of: the name of its key. */
  origin: string;
  size: number;
  root: Buffer;
}

export function signCheckpoint(key: SigningKey, { size, root }: Omit<Checkpoint, 'origin'>): string {
  return key.sign(`${key.name}\n${size}\n${root.toString('base64')}\n`);
}

/**
 * The checkpoint in a text that somebody kept, such as a whole mail.
 * @returns 'none' if there is none in it, 'forged' if none in it is signed by that key
 */
export function readCheckpoint(text: string, verifier: string): Checkpoint | 'none' | 'forged' {
  const lines = text.replace(/\r\n?/g, '\n').replace(/^[>\t ]+/gm, '');
  const notes = [...lines.matchAll(NOTE)].map(([note]) => note);
  if (notes.length === 0) return 'none';
  const signed = notes.map((note) => openNote(note, verifier)).find((one) => one !== undefined);
  if (signed === undefined) return 'forged';
  const [origin = '', size = '', root = ''] = signed.split('\n');
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}

const NOTE = /^[^\n+]+\n(?:0|[1-9]\d*)\n[A-Za-z0-9+/]{43}=\n(?:[^\n]+\n)*\n(?:\u2014 \S+ \S+\n)+/gm;
