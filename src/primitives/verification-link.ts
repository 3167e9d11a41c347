import { createHmac } from 'node:crypto';
import { sha256 } from './hash';
import { keyNamed, linkHash, type LinkKeys } from './link-token';
import { subKey } from './sub-key';

/** Of the mailbox of a customer's contact, which one round of verification asks: made again from the key whenever its mail is. */
export function verificationToken(keys: LinkKeys, ringKey: string, round: string, contact: string): string {
  return createHmac('sha256', subKey(keyNamed(keys, ringKey), 'links of verification'))
    .update(JSON.stringify([round, contact]))
    .digest('base64url');
}

/** Of the first mail of a round, 1, or of its reminder, 2. */
export function verificationMailId(round: string, number: number, contact: string): string {
  return JSON.stringify(['verification', round, number, contact]);
}

/** What is stored of a link, and by what its mails are known when they come back. */
export function verificationMarks(keys: LinkKeys) {
  const { current: ringKey } = keys;
  return (round: string, contact: string) => ({
    ringKey,
    link: linkHash(verificationToken(keys, ringKey, round, contact)),
    message: sha256(verificationMailId(round, 1, contact)),
    reminder: sha256(verificationMailId(round, 2, contact)),
  });
}
