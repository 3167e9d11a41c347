import PostalMime, { type Email } from 'postal-mime';
import { complaintIn, reportIn, type Part } from './reports';
import { guessed, isOfServer } from './guess';
import { addressesIn, headerOf, idsIn } from './fields';
import { thinned } from './thinned';
import { writtenIn, type Written } from './written';

/**
 * `failure`: nobody gets it any more. `delay`: the server goes on trying. `automatic`: a machine answered in somebody's place. `complaint`:
 * called unwanted. `reply`: somebody wrote.
 */
export type ReceiptKind = 'failure' | 'delay' | 'delivered' | 'automatic' | 'complaint' | 'reply';

export interface Receipt {
  kind: ReceiptKind;
  from?: string;
  subject: string;
  /** Whom it is about, where it says so; lower case. */
  recipients: string[];
  /** RFC 3463, such as 5.1.1. */
  status?: string;
  /** The server's, or the beginning of what somebody wrote. */
  words: string;
  /** Addresses that it was sent to, and ids of ours that it names: by these its message is found. */
  about: { to: string[]; ids: string[] };
  written: Written;
}

const WORDS_LENGTH = 2_000;

/** Reads a mail that came back, whatever it is. RFC 3464 and 5965 say what it is about; of others the text is searched. */
export async function readReceipt(raw: Uint8Array): Promise<Receipt> {
  const mail = await parsed(thinned(raw));
  const receipt = receiptOf(mail);
  const wrapped = receipt.kind === 'reply' && isOfServer(mail) ? wrappedIn(mail) : undefined;
  if (!wrapped) return receipt;
  const inner = receiptOf(await parsed(wrapped));
  const { to, ids } = receipt.about;
  const about = { to: [...to, ...inner.about.to], ids: [...ids, ...inner.about.ids] };
  return inner.kind === 'reply' ? receipt : { ...inner, about };
}

function parsed(raw: Uint8Array | string): Promise<Email> {
  return PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: 20 });
}

/** Some gateways send on a report of another server as a file. */
function wrappedIn({ attachments }: Email): Uint8Array | string | undefined {
  const content = attachments.find(({ mimeType }) => mimeType.toLowerCase() === 'message/rfc822')?.content;
  return content instanceof ArrayBuffer ? new Uint8Array(content) : content;
}

function receiptOf(mail: Email): Receipt {
  const parts = partsOf(mail);
  const found = kindOf(mail, parts);
  const from = mail.from?.address?.toLowerCase();
  return {
    ...{ ...found, recipients: [...new Set(found.recipients)], subject: (mail.subject ?? '').slice(0, 300) },
    ...(from && { from }),
    words: (found.words || textOf(mail)).replace(/\0/g, '').slice(0, WORDS_LENGTH),
    about: { to: sentTo(mail), ids: idsIn([...parts.map(({ text }) => text), textOf(mail), ...referred(mail)]) },
    written: writtenIn(mail),
  };
}

type Found = Pick<Receipt, 'kind' | 'recipients' | 'status' | 'words'>;

function kindOf(mail: Email, parts: Part[]): Found {
  const complaint = complaintIn(parts);
  if (complaint) return { kind: 'complaint', recipients: complaint, words: '' };
  const report = reportIn(parts);
  if (report) return report;
  const guess = guessed(mail, textOf(mail));
  if (isAutomatic(mail) && !(guess && isOfServer(mail))) return { kind: 'automatic', recipients: [], words: '' };
  return guess ?? { kind: 'reply', recipients: [], words: '' };
}

/** RFC 3834, section 5, and what older programs say instead. */
function isAutomatic(mail: Email): boolean {
  const submitted = headerOf(mail, 'auto-submitted')?.toLowerCase() ?? 'no';
  if (submitted.startsWith('auto-replied')) return true;
  const isMarked = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress'].some((name) => headerOf(mail, name));
  const isBulk = /^(auto_reply|auto-reply|autoreply)$/i.test(headerOf(mail, 'precedence') ?? '');
  return (
    isBulk ||
    (isMarked && submitted !== 'no') ||
    /^(out of office|automatic reply|réponse automatique|auto(matic)?[- ]?re(ply|sponse))\b/i.test(mail.subject ?? '')
  );
}

function partsOf(mail: Email): Part[] {
  return mail.attachments.map(({ mimeType, content }) => ({
    type: mimeType.toLowerCase(),
    text: typeof content === 'string' ? content : new TextDecoder().decode(content),
  }));
}

function textOf(mail: Email): string {
  return mail.text ?? mail.html?.replace(/<[^>]*>/g, ' ') ?? '';
}

/** Where it was delivered to: servers write these headers, and a return address is in one of them. */
function sentTo(mail: Email): string[] {
  const headers = [
    'to',
    'delivered-to',
    'x-original-to',
    'envelope-to',
    'x-envelope-to',
    'apparently-to',
    'x-forwarded-to',
  ];
  return addressesIn(headers.flatMap((name) => headerOf(mail, name) ?? []).join(' '));
}

function referred(mail: Email): string[] {
  return ['in-reply-to', 'references', 'x-tocsin-id'].flatMap((name) => headerOf(mail, name) ?? []);
}
