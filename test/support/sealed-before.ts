import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { temporal } from '@temporalio/proto';
import type { Payload } from '@temporalio/common';

const FORM = 'tocsin-1 aes-256-gcm';

/** As 0.1 encrypted what went to Temporal: bound to nothing. */
export function sealedBefore(key: Buffer, id: string, payload: Payload): Payload {
  const signs = createHmac('sha256', key).update(`tocsin knows\0${FORM}\0${id}`).digest().subarray(0, 16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.concat([Buffer.from(`${FORM}\0${id}\0`), signs]));
  const inner = temporal.api.common.v1.Payload.encode(payload).finish();
  return {
    metadata: {
      encoding: Buffer.from('binary/encrypted'),
      'encryption-key-id': Buffer.from(id),
      'encryption-form': Buffer.from(FORM),
      'encryption-signs': signs,
    },
    data: Buffer.concat([nonce, cipher.update(inner), cipher.final(), cipher.getAuthTag()]),
  };
}
