import { domainToASCII } from 'node:url';

/**
 * The mailbox of an address, for telling whether two are one human's: capitals, forms of a letter or of a domain, and what follows a plus
 * (RFC 5233) lead to the same one. Dots stay, for only some providers ignore them.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at).normalize('NFKC').toLowerCase();
  const domain = address.slice(at + 1);
  return `${local.replace(/(?<=.)\+.*$/su, '')}@${domainToASCII(domain) || domain.toLowerCase()}`;
}
