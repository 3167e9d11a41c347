import type { Request } from 'express';
import { Webhook } from 'standardwebhooks';

const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

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
