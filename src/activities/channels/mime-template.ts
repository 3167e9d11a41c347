import MailComposer from 'nodemailer/lib/mail-composer';
import MimeNode from 'nodemailer/lib/mime-node';
import { encode, wrap } from 'nodemailer/lib/qp';
import type { Instant } from '../../domain/primitives/instant';
import { WRITTEN, type NoticeText, type Recipient } from '../../texts/notice';
import { piecesOf, reader, wordsOf, type Piece } from '../../texts/placeholders';
import { idDomain, oneLine, tocsinId, type Mailbox } from './letter';

/*
 * Composing costs more than sending. So nodemailer composes each notice once per language, around marks; the words that are the same for everybody
 * are encoded then, and for each recipient only what is their own. Any encoded line may be broken softly (RFC 2045 §6.7), so the two are joined by
 * such breaks.
 */

export interface Addressing {
  /** As of a letter: every copy has the same. */
  id: string;
  name: string;
  address: string;
  possibleRepeat: boolean;
  recipient: Recipient;
  /** Of the recipient's own page. */
  link: string;
  /** What it belongs to, as of a letter. */
  thread?: string;
}

/** A text in one language, to be written to many. */
export interface MimeTemplate {
  /** Each character is a byte. */
  write(to: Addressing, at: Instant): string;
}

/** The sender, and where answers go. */
type Answered = Mailbox & { replyTo?: string };

const TEXT = 'The-text-of-the-notice';
const HTML = 'The-html-of-the-notice';
/** Beside a soft break, and with a first dot encoded, it stays below the 76 characters of a line. */
const LINE_LENGTH = 70;
const SOFT_BREAK = '=\r\n';
/** Most names and facts: as they stand they are one encoded line. */
const PLAIN = /^(?![.])(?:[!-<>-~](?:[ -<>-~]{0,68}[!-<>-~])?)?$/;
/** A header line of words and a bare address, which nodemailer writes just so. */
const PLAIN_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9 '-]*[A-Za-z0-9])?$/;
const PLAIN_ADDRESS = /^[A-Za-z0-9+_-]+(?:\.[A-Za-z0-9+_-]+)*@(?!.*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** @param automatic as of a letter */
export async function openTemplate(
  from: Answered,
  language: string,
  notice: NoticeText,
  automatic = false,
): Promise<MimeTemplate> {
  const { head, beforeText, beforeHtml, end } = await around(from, language, notice.subject, automatic);
  const [text, html] = [bodyOf(notice.text, 'text'), bodyOf(notice.html, 'html')];
  const domain = idDomain(from);
  const dateOf = dates();
  return {
    write: (to, at) => {
      const header = headerOf(domain, to, dateOf(at)) + head;
      const body = beforeText + text(to) + beforeHtml + html(to) + end;
      // All but an address is ASCII.
      return isAscii(to.address) ? header + body : Buffer.from(header + body).toString('latin1');
    },
  };
}

/** All of a message that is the same for everybody, but for the bodies. */
async function around(from: Answered, language: string, subject: string, automatic: boolean) {
  const mail = new MailComposer({
    from: { name: from.name, address: from.address },
    ...(from.replyTo !== undefined && { replyTo: from.replyTo }),
    subject: oneLine(subject),
    messageId: '<nobody@nowhere.invalid>',
    text: TEXT,
    html: HTML,
    encoding: 'quoted-printable',
    headers: { ...(automatic && { 'Auto-Submitted': 'auto-generated' }), 'Content-Language': oneLine(language) },
    newline: 'win',
  });
  const whole = (await mail.compile().build()).toString('latin1');
  const headEnds = whole.indexOf('\r\n\r\n') + 2;
  const head = whole.slice(0, headEnds).replace(/^(Message-ID|Date):.*\r\n(?:[ \t].*\r\n)*/gim, '');
  const [beforeText = '', rest = ''] = whole.slice(headEnds).split(TEXT);
  const [beforeHtml = '', end = ''] = rest.split(HTML);
  return { head, beforeText, beforeHtml, end };
}

function headerOf(domain: string, { id, name, address, thread, possibleRepeat }: Addressing, date: string): string {
  const own = tocsinId(id);
  const first = `<${tocsinId(thread ?? '')}@${domain}>`;
  const threaded = thread === undefined ? '' : `In-Reply-To: ${first}\r\nReferences: ${first}\r\n`;
  return (
    `${toOf(oneLine(name), address)}\r\nMessage-ID: <${own}@${domain}>\r\n` +
    `Date: ${date}\r\n` +
    `${threaded}X-Tocsin-Id: ${own}\r\n${possibleRepeat ? 'X-Tocsin-Possible-Repeat: yes\r\n' : ''}`
  );
}

/** As a header has it (RFC 5322 §3.3); written once for all that are of one second. */
function dates(): (at: Instant) => string {
  let [second, written] = ['', ''];
  return (at) => {
    const asked = at.slice(0, 'YYYY-MM-DDTHH:mm:ss'.length);
    if (asked !== second) [second, written] = [asked, new Date(at).toUTCString().replace('GMT', '+0000')];
    return written;
  };
}

function toOf(name: string, address: string): string {
  const line = `To: ${name} <${address}>`;
  if (line.length <= 76 && PLAIN_NAME.test(name) && PLAIN_ADDRESS.test(address)) return line;
  const headers = new MimeNode('text/plain').setHeader('To', [{ name, address }]).buildHeaders();
  return /^To:.*(?:\r\n[ \t].*)*/m.exec(headers)?.[0] ?? '';
}

function isAscii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text);
}

function encodedPieces(template: string): Piece[] {
  const each = <Kind>(piece: string | Kind) => (typeof piece === 'string' ? encoded(piece) : piece);
  const pieces = piecesOf(template).filter((piece) => piece !== '');
  return pieces.map((piece) =>
    typeof piece === 'object' && 'inner' in piece ? { ...piece, inner: piece.inner.map(each) } : each(piece),
  );
}

function bodyOf(template: string, medium: 'text' | 'html'): (to: Addressing) => string {
  const readBy = reader(encodedPieces(template), SOFT_BREAK);
  return ({ recipient, link }) => {
    const own = { ...recipient, link };
    return readBy(recipient)
      .map((piece) => (typeof piece === 'string' ? piece : encoded(wordsOf(piece, own, WRITTEN[medium]))))
      .join(SOFT_BREAK);
  };
}

/** Lines that begin with a dot would have to be told from the end of the message (RFC 5321 §4.5.2): none does. */
function encoded(words: string): string {
  if (PLAIN.test(words)) return words;
  return wrap(encode(words.replace(/\r?\n/g, '\r\n')), LINE_LENGTH).replace(/^\./gm, '=2E');
}
