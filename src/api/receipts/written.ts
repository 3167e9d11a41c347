import type { Email } from 'postal-mime';
import { addressesIn, headerOf } from './fields';

/** What somebody wrote by mail, to be read as a report. */
export interface Written {
  /** Its Message-ID. */
  id?: string;
  /** Message-IDs that it answers, the nearest first. */
  refers: string[];
  name?: string;
  language: 'en' | 'fr';
  text: string;
  /** Names of what is attached; none of it is opened. */
  attached: string[];
  /** Where a machine may answer (RFC 3834, section 4); none for a list, a machine, or a mail without a way back. */
  answerTo?: string;
}

export function writtenIn(mail: Email): Written {
  const { messageId: id, from, attachments } = mail;
  const answerTo = isAnswerable(mail) ? returnPathOf(mail) : undefined;
  return {
    ...(id && { id }),
    refers: [...idsOf(mail, 'in-reply-to'), ...idsOf(mail, 'references').reverse()].slice(0, REFERS_MAX),
    ...(from?.name && { name: from.name }),
    language: /^\s*fr/i.test(headerOf(mail, 'content-language') ?? '') ? 'fr' : 'en',
    text: mail.text?.trim() || wordsOf(mail.html ?? ''),
    attached: attachments.slice(0, ATTACHED_MAX).map(({ filename }) => filename ?? '–'),
    ...(answerTo && { answerTo }),
  };
}

const REFERS_MAX = 50;
const ATTACHED_MAX = 50;
const HTML_MAX = 20_000;

function idsOf(mail: Email, header: string): string[] {
  return (headerOf(mail, header) ?? '').slice(0, 20_000).match(/<[^<>\s]+>/g) ?? [];
}

/** Of a mail without plain text; nothing of it is run or fetched. */
function wordsOf(html: string): string {
  const visible = html.slice(0, HTML_MAX).replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, ' ');
  return visible
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const NOBODY = /^(mailer-?daemon|postmaster|no-?reply|do-?not-?reply|owner-.*|.*-request|.*-bounces?)(\+.*)?@/i;

function isAnswerable(mail: Email): boolean {
  const submitted = headerOf(mail, 'auto-submitted')?.trim().toLowerCase() ?? 'no';
  const isList = ['list-id', 'list-unsubscribe', 'list-post', 'x-auto-response-suppress'].some((name) =>
    headerOf(mail, name),
  );
  const isBulk = /^\s*(bulk|junk|list)/i.test(headerOf(mail, 'precedence') ?? '');
  return submitted.startsWith('no') && !isList && !isBulk;
}

function returnPathOf(mail: Email): string | undefined {
  const [to] = addressesIn(headerOf(mail, 'return-path') ?? mail.from?.address ?? '');
  return to !== undefined && !NOBODY.test(to) && !NOBODY.test(mail.from?.address ?? '') ? to : undefined;
}
