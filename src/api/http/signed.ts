import type { Request } from 'express';
import { Webhook } from 'standardwebhooks';
import { subKey } from '../../primitives/sub-key';

const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

/** A secret for signing, derived from a key of the ring, so that it is kept nowhere. */
export function signingSecret(key: Buffer, purpose: string): string {
  return `whsec_${subKey(key, purpose).toString('base64')}`;
}

/** Whether these bytes of the request were signed with the secret within the last five minutes (Standard Webhooks). */
export function isSignedWith(secret: string, request: Request, bytes: Buffer): boolean {
  const headers = Object.fromEntries(HEADERS.map((name) => [name, request.get(name) ?? '']));
  try {
    new Webhook(secret).verify(bytes, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
