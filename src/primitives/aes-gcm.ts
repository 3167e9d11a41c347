import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM: nonce, ciphertext and tag, in this order. `around` is authenticated with it (AAD).
 * @param nonce used once with the key; random if it is not given
 */
export function encrypted(
  key: Uint8Array,
  clear: Uint8Array,
  around: string | Uint8Array,
  nonce = randomBytes(NONCE_BYTES),
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(around));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

/** @throws if it was not encrypted with this key and the same `around` */
export function decrypted(key: Uint8Array, data: Uint8Array, around: string | Uint8Array): Buffer {
  if (data.length < NONCE_BYTES + TAG_BYTES) throw new Error('This is too short to be encrypted.');
  const end = data.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(around)).setAuthTag(data.subarray(end));
  return Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, end)), decipher.final()]);
}
