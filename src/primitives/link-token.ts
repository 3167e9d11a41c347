import { createHmac } from 'node:crypto';
import { sha256 } from './hash';
import { subKey } from './sub-key';

/** The keys that links may have been made with; `current` makes new ones. */
export interface LinkKeys {
  current: string;
  keys: ReadonlyMap<string, Buffer>;
}

/**
 * Of 256 bits, and made again from the key whenever its message is: a copy of it carries the same link. Who has the register alone has the
 * hash, and neither the key nor the link.
 */
export function linkTokenOf(key: Buffer, delivery: string): string {
  return createHmac('sha256', subKey(key, 'links of notices')).update(delivery).digest('base64url');
}

/** What is stored of a link. */
export function linkHash(token: string): string {
  return sha256(token);
}

export function isLinkToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** The same of one of the staff who takes a course. */
export function trainingTokenOf(key: Buffer, wave: string, staff: string): string {
  return createHmac('sha256', subKey(key, 'links of training'))
    .update(JSON.stringify([wave, staff]))
    .digest('base64url');
}

/** Of the mail of one row of the ledger; what comes back names it. */
export function trainingMailId(recipient: string): string {
  return JSON.stringify(['training', recipient]);
}

/** The same of whoever has the link of a form; another rotation makes another. */
export function formTokenOf(key: Buffer, source: string, generation: number): string {
  return createHmac('sha256', subKey(key, 'links of report forms'))
    .update(`${source} ${generation}`)
    .digest('base64url');
}

/** @throws if the ring has it no more */
export function keyNamed({ keys }: LinkKeys, name: string): Buffer {
  const key = keys.get(name);
  if (!key) throw new Error(`The key ring has no key ${name}.`);
  return key;
}
