import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from './key-ring';

/** A word of ours that anybody may carry and nobody can forge; `purpose` keeps it from being shown at another door. */
export function sign(ring: KeyRing, purpose: string, word: string): string {
  const key = ring.keys.get(ring.current);
  if (!key) throw new Error('A key ring has its current key');
  return `${word}.${signatureOf(key, purpose, word).toString('base64url')}`;
}

/** @returns the word, if any key of the ring has stamped it */
export function verify(ring: KeyRing, purpose: string, carried: string): string | undefined {
  const end = carried.lastIndexOf('.');
  const word = carried.slice(0, Math.max(0, end));
  const stamp = Buffer.from(carried.slice(end + 1), 'base64url');
  const isOurs = [...ring.keys.values()]
    .map((key) => signatureOf(key, purpose, word))
    .some((own) => own.length === stamp.length && timingSafeEqual(own, stamp));
  return isOurs ? word : undefined;
}

function signatureOf(key: Buffer, purpose: string, word: string): Buffer {
  return createHmac('sha256', key).update(`tocsin ${purpose}\0${word}`).digest();
}
