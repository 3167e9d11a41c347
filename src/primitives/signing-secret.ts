import { subKey } from './sub-key';

/** A secret for signing (Standard Webhooks), derived from a key of a ring, so that it is kept nowhere. */
export function signingSecret(key: Buffer, purpose: string): string {
  return `whsec_${subKey(key, purpose).toString('base64')}`;
}

/** How long the secret before signs beside the new one. */
export const CONTACT_SECRETS_OVERLAP_MS = 24 * 3_600_000;

/** Of a contact's own program, for each time that it was changed. */
export function contactSecret(key: Buffer, contact: string, generation: number): string {
  return signingSecret(key, `contact webhook ${contact} ${generation}`);
}
