import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import { addressFault } from '../../contract/parties/mail-address';
import { sha256 } from '../../primitives/hash';

/** A message as the templates make it. `id` is stable: a repeat of the same message carries the same ids. */
export interface Letter {
  id: string;
  name: string;
  language: string;
  subject: string;
  text: string;
  html: string;
  /** What it belongs to: all with the same stand together at their reader's. */
  thread?: string;
  /** The Message-ID of what it answers by itself, as whoever wrote that gave it. */
  answers?: string;
  /** Where an answer goes, if not to the sender. */
  replyTo?: string;
  /** Written by a machine for our own people: marked so that no automatic reply comes back (RFC 3834). */
  automatic: boolean;
  /** Set if the reader may have received the message before. */
  possibleRepeat: boolean;
}

export interface Mailbox {
  name: string;
  address: string;
}

/** Reads `Name <address>` or a bare address. Throws on anything else, since it is a setting and not user input. */
export function mailboxOf(written: string): Mailbox {
  const [, name = '', address = written.trim()] = /^(.*?)<([^<>]+)>\s*$/.exec(written) ?? [];
  const fault = addressFault(address);
  if (fault) throw new Error(`MAIL_FROM is not a mail address: ${fault}`);
  return { name: oneLine(name.replace(/^"|"$/g, '')), address };
}

/** The whole message as RFC 5322 text, headers encoded by RFC 2047, lines folded. */
export function writeMessage(from: Mailbox, address: string, letter: Letter): Promise<Buffer> {
  const mail = new MailComposer({
    from: { name: from.name, address: from.address },
    to: { name: oneLine(letter.name), address },
    ...(letter.replyTo !== undefined && { replyTo: letter.replyTo }),
    subject: oneLine(letter.subject),
    messageId: messageId(from, letter.id),
    // A message that never was begins the thread, so that whoever gets only the last of it has a thread too.
    ...(letter.thread !== undefined && {
      inReplyTo: messageId(from, letter.thread),
      references: messageId(from, letter.thread),
    }),
    ...(letter.answers !== undefined && {
      inReplyTo: oneLine(letter.answers),
      references: oneLine(letter.answers),
    }),
    text: letter.text,
    html: letter.html,
    headers: {
      ...(letter.automatic && { 'Auto-Submitted': letter.answers === undefined ? 'auto-generated' : 'auto-replied' }),
      'Content-Language': oneLine(letter.language),
      'X-Tocsin-Id': tocsinId(letter.id),
      ...(letter.possibleRepeat && { 'X-Tocsin-Possible-Repeat': 'yes' }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  });
  return mail.compile().build();
}

/** Opaque, since effect and delivery ids hold incident numbers and contacts. Every copy has the same one; the ledger makes it likewise. */
export function messageId(from: Mailbox, id: string): string {
  return `<${tocsinId(id)}@${idDomain(from)}>`;
}

/** The right side of each Message-ID. */
export function idDomain({ address }: Mailbox): string {
  return domainToASCII(address.slice(address.lastIndexOf('@') + 1));
}

export function tocsinId(id: string): string {
  return sha256(id);
}

/** Line breaks, control, direction-changing and broken characters have no place in a header: each run of them becomes one space. */
export function oneLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, ' ').trim();
  return Array.from(plain).slice(0, 300).join('');
}
