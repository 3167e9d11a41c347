import { domainToASCII } from 'node:url';
import { isTemporary, MailServerDown, refusedSender } from './smtp-faults';
import type { Reply } from './smtp-replies';

export interface Envelope {
  from: string;
  to: string;
}

/**
 * How one transaction ended. `lost`: the connection broke, or the server did not answer in time; `handed` says whether sending had begun.
 * `later` is set while the connection is still open: the answer that may yet come.
 */
export type Answer =
  | { outcome: 'accepted' | 'refused' | 'deferred'; words: string }
  | { outcome: 'withheld' }
  | { outcome: 'lost'; handed: boolean; words: string; later?: Promise<Answer> };

/**
 * `accepted`: 250 to DATA. `refused`: 5xx. `deferred`: 4xx, or the connection broke before any of the message was sent.
 * `unknown`: it broke after that, or the answer took too long, so the server may have accepted it; `later` is the answer, should it still
 * come.
 * `waiting`: no connection to the server was free in time. `words` are the server's own.
 */
export type Sent =
  | { outcome: 'accepted' | 'refused' | 'deferred'; words: string }
  | { outcome: 'unknown'; words: string; later?: Promise<Sent> }
  | { outcome: 'withheld' | 'waiting' };

/** At once, or later. */
export type Awaitable<T> = T | Promise<T>;

/** What the server offers, by its answer to EHLO. */
export interface Offers {
  pipelining: boolean;
  chunking: boolean;
  utf8: boolean;
  eightBit: boolean;
  size: boolean;
  /** Bytes of the largest message that it takes, if it says so. */
  largest?: number;
}

export function offersOf(ehloLines: readonly string[]): Offers {
  const words = ehloLines.map((line) => line.toUpperCase().split(/[ =]+/));
  const offered = new Map(words.map(([keyword = '', parameter]) => [keyword, parameter]));
  const largest = Number(offered.get('SIZE') ?? 0);
  return {
    pipelining: offered.has('PIPELINING'),
    chunking: offered.has('CHUNKING'),
    utf8: offered.has('SMTPUTF8'),
    eightBit: offered.has('8BITMIME'),
    size: offered.has('SIZE'),
    ...(largest > 0 && { largest }),
  };
}

/** IDNA, RFC 5891: every server takes the domain; what is before the @ has no such form. */
export function toWire({ from, to }: Envelope): Envelope {
  const ascii = (address: string) => {
    if (!isInternational(address)) return address;
    const at = address.lastIndexOf('@') + 1;
    return address.slice(0, at) + (domainToASCII(address.slice(at)) || address.slice(at));
  };
  return { from: ascii(from), to: ascii(to) };
}

/** Why the server cannot be asked to take it. */
export function unsendable({ from, to }: Envelope, size: number, { utf8, largest }: Offers): string | undefined {
  if (largest !== undefined && size > largest)
    return `The message has ${size} bytes, and the mail server takes ${largest} at most.`;
  if (!utf8 && (isInternational(to) || isInternational(from)))
    return 'The mail server takes no address with other letters than ASCII before the @ (it does not offer SMTPUTF8).';
  return undefined;
}

/** The commands before the content, in order. RFC 1870 SIZE, RFC 6152 8BITMIME, RFC 6531 SMTPUTF8, RFC 3030 CHUNKING. */
export function commandsOf({ from, to }: Envelope, size: number, offers: Offers, reset: boolean): string[] {
  const isUtf8 = isInternational(from) || isInternational(to);
  const parameters = [
    ...(offers.size && size > 0 ? [` SIZE=${size}`] : []),
    ...(isUtf8 && offers.eightBit ? [' BODY=8BITMIME'] : []),
    ...(isUtf8 ? [' SMTPUTF8'] : []),
  ].join('');
  const envelope = [`MAIL FROM:<${bytesOf(from)}>${parameters}`, `RCPT TO:<${bytesOf(to)}>`];
  return [...(reset ? ['RSET'] : []), ...envelope, ...(offers.chunking ? [] : ['DATA'])];
}

export function sentBy(answer: Answer): Sent {
  if (answer.outcome !== 'lost') return answer;
  const { handed, words, later } = answer;
  if (!handed) return { outcome: 'deferred', words };
  return { outcome: 'unknown', words, ...(later && { later: later.then(sentBy) }) };
}

export function isGood(command: string, { code }: Reply): boolean {
  return command === 'DATA' ? code === 354 : code >= 200 && code < 300;
}

/** What the first bad reply says: of this message, of the server to everybody (a fault), or nothing at all (the connection is of no use). */
export function endBy(command: string, reply: Reply): Answer | MailServerDown {
  const { code, words } = reply;
  if (command === 'RSET') return { outcome: 'lost', handed: false, words };
  // 552 to a declared size is about the message (RFC 1870 §6.2).
  if (command.startsWith('MAIL') && !(code === 552 && command.includes(' SIZE='))) return refusedSender(code);
  if (command === 'DATA' && code < 400)
    return new MailServerDown(`The mail server answers DATA with ${code} instead of 354, so nothing was sent to it.`);
  return { outcome: isTemporary(code) ? 'deferred' : 'refused', words };
}

/** What the reply to the content says. */
export function endByContent({ code, words }: Reply): Answer {
  if (code >= 200 && code < 300) return { outcome: 'accepted', words };
  if (code < 400) return { outcome: 'lost', handed: true, words };
  return { outcome: isTemporary(code) ? 'deferred' : 'refused', words };
}

/** As DATA carries it: a dot before each that begins a line, and a line of one dot at the end (RFC 5321 §4.5.2). */
export function dotted(message: string): string {
  const text = message.startsWith('.') || message.includes('\r\n.') ? message.replace(/(^|\r\n)\./g, '$1..') : message;
  return text + (text.endsWith('\r\n') ? '.\r\n' : '\r\n.\r\n');
}

/** In UTF-8, each byte as a character. */
export function bytesOf(text: string): string {
  return isInternational(text) ? Buffer.from(text).toString('latin1') : text;
}

function isInternational(address: string): boolean {
  return /[^\x20-\x7e]/.test(address);
}
