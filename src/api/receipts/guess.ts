import type { Email } from 'postal-mime';
import { addressesIn, headerOf } from './fields';
import type { Receipt } from './read';

/*
 * Mails of servers that write no report. What follows the returned message is not theirs, nor is an address that stands in a header of it.
 */

const SENDERS =
  /^(mailer-?daemon|postmaster|mail[-_.]?daemon|mdaemon|double-?bounce|bounce|uucp|smtp|root|mailerdaemon)\b/i;
const SUBJECTS =
  /(undeliver|returned mail|return(ed)? to sender|delivery (status|notification|failure|report|problem|error|delay)|deliver(y|ing)?[^.]{0,20}fail|failure (notice|delivery)|mail (system error|failure|delivery|could not)|message (status|delivery|could not)|could not be delivered|not delivered|unzustellbar|non remis|échec|warning: (message|could not)|user unknown|non-?deliver(able|y)|mail failed|returning to sender|bounced?)/i;
const DELAYED =
  /(will (continue|keep) (to )?(try|retry|attempt)|attempts will (continue|be made)|still trying|no action is required|do not need to resend|delayed|warning[^.]{0,40}(not been|has not|still|could not)|retry(ing)? (for|until)|will be retried)/i;
const FAILED =
  /(permanent|given up|giving up|fatal|unknown|no such|not (exist|found|be delivered|deliverable|known|our customer|a valid)|fail(ed|ure)|rejected|refused|undeliver|unable to deliver|disabled|quota|exceeded|full|returned|unavailable|invalid|expired|too long|5\d\d[ -]|\b5\.\d\.\d)/i;
const RETURNED =
  /^[ \t>*_=+|-]*(-+ ?(original|returned|this is a copy|below this line|the header|unsent|message header|start of|copy of|message text follows|failed(?! (address|recipient))|begin)|below this line|original message (follows|header)|(the )?(returned|original|unsent|rejected) message|here is (a copy|the)|message headers? follow|received: |return-path: |copy of (your|the) message|the (first|following) (text|is)|forwarded message|your (original )?message (follows|reads|was):?$|included below)/im;

/** Exchange tells whom the message was meant for before it tells whom it did not reach. */
const QUOTED_HEAD = /^your message\s*\n(?:[ \t]*\n|[ \t]+(?:to|cc|subject|sent):.*\n)+/im;

type Guess = Pick<Receipt, 'kind' | 'recipients' | 'words'>;

/** Undefined for what no mail server wrote, by all that it looks like. */
export function guessed(mail: Email, text: string): Guess | undefined {
  const failed = addressesIn(headerOf(mail, 'x-failed-recipients') ?? '');
  if (failed.length === 0 && !looksLikeOne(mail, text)) return undefined;
  const own = ownWords(text);
  const recipients = failed.length > 0 ? failed : recipientsIn(own, mail);
  const isDelay = DELAYED.test(own) && !/(permanent|given up|giving up|could not be delivered for)/i.test(own);
  if (recipients.length === 0 && !FAILED.test(own)) return undefined;
  return { kind: isDelay ? 'delay' : 'failure', recipients, words: own.trim() };
}

/** What nobody but a server sends, in whatever language: a report of delivery, or with the message that came back. */
function isBounceByForm(mail: Email): boolean {
  const isReport = /report-type="?delivery-status/i.test(headerOf(mail, 'content-type') ?? '');
  const isReturned = mail.attachments.some(({ mimeType }) => /^(message|text)\/rfc822/i.test(mimeType));
  return isReport || (isReturned && /^mailer-?daemon$/i.test(mail.from?.address?.split('@')[0] ?? ''));
}

/** By the address that it comes from: of the servers' own. */
export function isOfServer({ from }: Email): boolean {
  return (
    SENDERS.test(from?.address ?? '') ||
    /(mail(er)?[- ]?(delivery|daemon)|postmaster|mail administrator)/i.test(from?.name ?? '')
  );
}

function looksLikeOne(mail: Email, text: string): boolean {
  const isServer = isOfServer(mail);
  const isEmptyPath = /^<>$/.test(headerOf(mail, 'return-path')?.trim() ?? '');
  const hasSubject = SUBJECTS.test(mail.subject ?? '');
  return (
    isBounceByForm(mail) ||
    (isServer && (hasSubject || FAILED.test(text))) ||
    (isEmptyPath && hasSubject) ||
    (hasSubject && FAILED.test(text))
  );
}

function ownWords(text: string): string {
  const whole = text.slice(0, 20_000).replace(/\r\n?/g, '\n').replace(QUOTED_HEAD, '');
  const cut = whole.search(RETURNED);
  return cut > 40 ? whole.slice(0, cut) : whole;
}

/** Those on lines of their own before those within sentences; and none of a server's or of ours. */
function recipientsIn(own: string, mail: Email): string[] {
  const not = new Set(
    [mail.from?.address, ...(mail.to ?? []).map(({ address }) => address)].map((one) => one?.toLowerCase()),
  );
  const isTheirs = (address: string) => !not.has(address) && !SENDERS.test(address);
  const lines = own
    .split('\n')
    .filter(
      (line) =>
        !/^[ \t]*(from|reply-to|sender|message-id|contact|return-path):/i.test(line) &&
        !/(contact|please|e-?mail|ask|write to|assistance|help|questions?)\b.*@/i.test(line),
    );
  const alone = lines.filter((line) =>
    /^[\s<"'>*:(-]*(?:(?:to|user|recipient|address|rcpt to|final-recipient|original-recipient|failed|unknown user|no such user|the following address|expanded from)[^@]{0,40}[:;=\s<"']+)?[^\s@<>"]+@[^\s@]+/i.test(
      line,
    ),
  );
  const named = addressesIn(alone.join('\n')).filter(isTheirs);
  return named.length > 0 ? named : addressesIn(lines.join('\n')).filter(isTheirs).slice(0, 5);
}
