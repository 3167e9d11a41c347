import { hkdfSync } from 'node:crypto';
import { KEY_BYTES } from './aes-gcm';

const made = new WeakMap<Buffer, Map<string, Buffer>>();

/** A key serves no two purposes: each has one derived from it (HKDF-SHA-256). */
export function subKey(key: Buffer, purpose: string): Buffer {
  const known = made.get(key) ?? new Map<string, Buffer>();
  made.set(key, known);
  const sub = known.get(purpose) ?? Buffer.from(hkdfSync('sha256', key, '', `tocsin ${purpose}`, KEY_BYTES));
  known.set(purpose, sub);
  return sub;
}
