import { decrypted, encrypted } from '../primitives/aes-gcm';
import { subKey } from '../primitives/sub-key';
import type { KeyRing } from './key-ring';

/**
 * Encrypts data keys, each for its subject, with sub-keys of the ring's keys that serve nothing else.
 * @param ring asked each time, so that it need not be there before the first data key
 */
export function wrappingBy(ring: () => KeyRing) {
  return {
    /** With the ring's current key. */
    wrap(key: Buffer, subject: string): { ringKey: string; wrapped: Buffer } {
      const { current } = ring();
      return { ringKey: current, wrapped: encrypted(wrappingKey(ring(), current), key, subject) };
    },
    /** @throws if the ring has not this key, or the bytes were not wrapped with it for this subject */
    unwrap(wrapped: Uint8Array, ringKey: string, subject: string): Buffer {
      return decrypted(wrappingKey(ring(), ringKey), wrapped, subject);
    },
    current: () => ring().current,
  };
}

function wrappingKey({ keys }: KeyRing, id: string): Buffer {
  const key = keys.get(id);
  if (!key)
    throw new Error(
      `A data key is encrypted with "${id}", which is not in the key ring: put that key back, and run rewrap-keys before it goes.`,
    );
  return subKey(key, 'data keys');
}
