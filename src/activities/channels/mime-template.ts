import MailComposer from 'nodemailer/lib/mail-composer';
import MimeNode from 'nodemailer/lib/mime-node';
import { encode, wrap } from 'nodemailer/lib/qp';
import { WRITTEN, type NoticeText, type Recipient } from '../../texts/notice';
import { piecesOf, readBy, wordsOf, type Piece } from '../../texts/placeholders';
import { messageId, oneLine, tocsinId, type Mailbox } from './letter';

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
  thread: string;
}

/** A notice in one language, to be written to many. */
export interface MimeTemplate {
  write(to: Addressing, at: Date): Buffer;
}

/** The sender, and where answers go. */
type Answered = Mailbox & { replyTo?: string };

const TEXT = 'The-text-of-the-notice';
const HTML = 'The-html-of-the-notice';
/** Beside a soft break it stays below the 76 characters of a line. */
const LINE_LENGTH = 70;
const SOFT_BREAK = '=\r\n';

export async function openTemplate(from: Answered, language: string, notice: NoticeText): Promise<MimeTemplate> {
  const { head, beforeText, beforeHtml, end } = await around(from, language, notice.subject);
  const [text, html] = [encodedPieces(notice.text), encodedPieces(notice.html)];
  return {
    write: (to, at) =>
      Buffer.from(
        [
          ...[headerOf(from, to, at), head, beforeText],
          ...[bodyOf(text, to, 'text'), beforeHtml, bodyOf(html, to, 'html'), end],
        ].join(''),
      ),
  };
}

/** All of a message that is the same for everybody, but for the bodies. */
async function around(from: Answered, language: string, subject: string) {
  const mail = new MailComposer({
    from: { name: from.name, address: from.address },
    ...(from.replyTo !== undefined && { replyTo: from.replyTo }),
    subject: oneLine(subject),
    messageId: '<nobody@nowhere.invalid>',
    text: TEXT,
    html: HTML,
    encoding: 'quoted-printable',
    headers: { 'Content-Language': oneLine(language) },
    newline: 'win',
  });
  const whole = (await mail.compile().build()).toString('latin1');
  const headEnds = whole.indexOf('\r\n\r\n') + 2;
  const head = whole.slice(0, headEnds).replace(/^(Message-ID|Date):.*\r\n(?:[ \t].*\r\n)*/gim, '');
  const [beforeText = '', rest = ''] = whole.slice(headEnds).split(TEXT);
  const [beforeHtml = '', end = ''] = rest.split(HTML);
  return { head, beforeText, beforeHtml, end };
}

function headerOf(from: Mailbox, { id, name, address, thread, possibleRepeat }: Addressing, at: Date): string {
  const to = /^To:.*(?:\r\n[ \t].*)*/m.exec(
    new MimeNode('text/plain').setHeader('To', [{ name: oneLine(name), address }]).buildHeaders(),
  );
  return [
    ...[to?.[0] ?? '', `Message-ID: ${messageId(from, id)}`, `Date: ${at.toUTCString().replace('GMT', '+0000')}`],
    ...['In-Reply-To', 'References'].map((header) => `${header}: ${messageId(from, thread)}`),
    `X-Tocsin-Id: ${tocsinId(id)}`,
    ...(possibleRepeat ? ['X-Tocsin-Possible-Repeat: yes'] : []),
    '',
  ].join('\r\n');
}

function encodedPieces(template: string): Piece[] {
  const each = <Kind>(piece: string | Kind) => (typeof piece === 'string' ? encoded(piece) : piece);
  return piecesOf(template).map((piece) =>
    typeof piece === 'object' && 'inner' in piece ? { ...piece, inner: piece.inner.map(each) } : each(piece),
  );
}

function bodyOf(pieces: readonly Piece[], { recipient, link }: Addressing, medium: 'text' | 'html'): string {
  const own = { ...recipient, link };
  return readBy(pieces, recipient)
    .map((piece) => (typeof piece === 'string' ? piece : encoded(wordsOf(piece, own, WRITTEN[medium]))))
    .join(SOFT_BREAK);
}

function encoded(words: string): string {
  return wrap(encode(words.replace(/\r?\n/g, '\r\n')), LINE_LENGTH);
}
