import { domainToASCII } from 'node:url';

const LOCAL_OCTETS_MAX = 64;
const ADDRESS_OCTETS_MAX = 254;
/** RFC 1035 §2.3.1, after IDNA. */
const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/**
 * Says why a text cannot be an envelope address; undefined for one plain address. What is stored and what is sent to are held to this one
 * rule, so that no address is taken which the mail server then never gets. Internationalised ones are addresses (RFC 6531).
 */
export function addressFault(address: string): string | undefined {
  const [, local = '', domain = ''] = /^([^@]+)@([^@]+)$/.exec(address) ?? [];
  if (!local || !domain || octetsOf(address) > ADDRESS_OCTETS_MAX || octetsOf(local) > LOCAL_OCTETS_MAX)
    return 'Not one mail address of the form name@domain.';
  if (/[\s\p{C}\p{Z}()<>[\]:;,\\"]/u.test(address))
    return 'A mail address holds no spaces, control or invisible characters, nor any of ( ) < > [ ] : ; , \\ ".';
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) || !HOST.test(domainToASCII(domain)))
    return 'What follows the @ is not a domain.';
  return undefined;
}

function octetsOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
