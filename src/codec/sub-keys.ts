import { hkdfSync } from 'node:crypto';
import type { Process } from '../domain/primitives/seal';

/** Who seals. `person` is for what `/codec/encode` seals: whoever may use that can speak as nobody else. */
export type Kind = Process | 'person';

export function isKind(word: string): word is Kind {
  return ['api', 'worker', 'tool', 'person'].includes(word);
}

const KEY_BYTES = 32;
const made = new WeakMap<Buffer, Map<string, Buffer>>();

/** A key of the ring serves no two purposes: each has one derived from it. */
export function subKey(key: Buffer, purpose: string): Buffer {
  const known = made.get(key) ?? new Map<string, Buffer>();
  made.set(key, known);
  const sub = known.get(purpose) ?? Buffer.from(hkdfSync('sha256', key, '', `tocsin ${purpose}`, KEY_BYTES));
  known.set(purpose, sub);
  return sub;
}
