import { createHmac, timingSafeEqual } from 'node:crypto';
import { sha256 } from './hash';
import type { LinkKeys } from './link-token';
import { subKey } from './sub-key';

/*
 * Variable envelope return paths: what a server sends back goes to an address that says which message it is about, and that nobody else can
 * make. `<name>+<32 hex digits of the message's id>-<16 of its MAC>@<domain>`: local parts are short, and may lose their case on the way.
 */

const ID_DIGITS = 32;
const MAC_DIGITS = 16;

/** @param mailbox where what comes back is read, as `bounces@company.example` */
export function returnAddress({ current, keys }: LinkKeys, mailbox: string, messageId: string): string {
  const at = mailbox.lastIndexOf('@');
  const id = sha256(messageId).slice(0, ID_DIGITS);
  const key = keys.get(current);
  if (!key) throw new Error('The key ring lacks its current key.');
  return `${mailbox.slice(0, at)}+${id}-${macOf(key, id)}${mailbox.slice(at)}`;
}

/** The first digits of the SHA-256 of the message's id; undefined for an address that we did not make. */
export function messageOf({ keys }: LinkKeys, address: string): string | undefined {
  const [, id, mac] = /\+([\da-f]{32})-([\da-f]{16})@/i.exec(address)?.map((part) => part.toLowerCase()) ?? [];
  if (id === undefined || mac === undefined) return undefined;
  const isOurs = [...keys.values()].some((key) => timingSafeEqual(Buffer.from(macOf(key, id)), Buffer.from(mac)));
  return isOurs ? id : undefined;
}

function macOf(key: Buffer, id: string): string {
  return createHmac('sha256', subKey(key, 'return addresses')).update(id).digest('hex').slice(0, MAC_DIGITS);
}
