import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from './key-ring';
import { subKey } from './sub-keys';

/** HMAC-signed value, such as a cookie's: anybody may carry it and nobody can forge it. `purpose` keeps it from being used elsewhere. */
export function sign(ring: KeyRing, purpose: string, word: string): string {
  const key = ring.keys.get(ring.current);
  if (!key) throw new Error('A key ring has its current key');
  return `${word}.${signatureOf(key, purpose, word).toString('base64url')}`;
}

/** @returns the value, if any key of the ring has signed it */
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
  return createHmac('sha256', subKey(key, 'stamps')).update(`tocsin ${purpose}\0${word}`).digest();
}
