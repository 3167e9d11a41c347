import { randomBytes } from 'node:crypto';
import type { IncidentId } from '../../domain/case/state';
import { sha256 } from '../../primitives/hash';
import { referenceIn, referenceOf } from '../../primitives/report-reference';
import type { Receipt, Written } from '../receipts';
import { receiptIdOf, type DetectionSource } from '../../register';
import { lineOf, stripControlChars } from '../../texts/page';
import type { ApiDeps } from '../deps';
import { createReportForms } from './report-forms';

export interface ReportedMail {
  incident: IncidentId;
  /** `known`: it was taken before. */
  outcome: 'reported' | 'added' | 'known';
}

/** As many as a form takes. What comes beyond waits for a person, among returned mail. */
const THREADS_PER_HOUR = 60;

/** A mail to an address for reports, as a report or as words more of one; undefined for what is neither. Idempotent. */
export async function takeReport(deps: ApiDeps, receipt: Receipt, hash: string): Promise<ReportedMail | undefined> {
  const source =
    receipt.kind === 'reply' ? await deps.register.detectionSources.byAddress(receipt.about.to) : undefined;
  if (!source) return undefined;
  const message = receipt.written.id === undefined ? hash : sha256(receipt.written.id);
  const mail: MailOfSource = { deps, source, receipt, message };
  return (await knownBefore(mail)) ?? (await added(mail)) ?? (await reported(mail));
}

interface MailOfSource {
  deps: ApiDeps;
  source: DetectionSource;
  receipt: Receipt;
  /** SHA-256 of its Message-ID. */
  message: string;
}

/** Whoever took it may have ended before the receipt was asked for. */
async function knownBefore(mail: MailOfSource): Promise<ReportedMail | undefined> {
  const { deps, source, message } = mail;
  const reference = await deps.register.reportMails.referenceOf(source.id, [message]);
  const state = reference && (await deps.register.detections.byKey(source.id, reference));
  if (!state) return undefined;
  await askForReceipt(mail, state.incident, reference);
  return { incident: state.incident, outcome: 'known' };
}

/** Of a thread whose case is open. It is said before it is kept as known, and saying it twice is saying it once. */
async function added({ deps, source, receipt, message }: MailOfSource): Promise<ReportedMail | undefined> {
  const { reportMails, detections } = deps.register;
  const ids = [...receipt.about.ids, ...receipt.written.refers.map(sha256)];
  const reference = referenceIn(receipt.subject) ?? (await reportMails.referenceOf(source.id, ids));
  const state = reference && (await detections.byKey(source.id, reference));
  if (!state || !(await createReportForms(deps).say(source.id, reference, wordsOf(receipt, ADDED_MAX))))
    return undefined;
  await reportMails.keep({ source: source.id, message, reference, at: deps.clock() });
  return { incident: state.incident, outcome: 'added' };
}

async function reported(mail: MailOfSource): Promise<ReportedMail | undefined> {
  const { deps, source, receipt, message } = mail;
  const { reportMails, detections } = deps.register;
  const at = deps.clock();
  if ((await reportMails.threadsWithinHour(source.id, at)) >= THREADS_PER_HOUR) return undefined;
  const made = referenceOf(randomBytes(16).toString('hex'));
  const reference = await reportMails.keep({ source: source.id, message, reference: made, at });
  const { from = '–', written } = receipt;
  const name = lineOf(written.name ?? from);
  await createReportForms(deps).report(source.id, {
    reference,
    seen: wordsOf(receipt, SEEN_MAX),
    name,
    answerTo: from,
  });
  const state = await detections.byKey(source.id, reference);
  if (!state) throw new Error('A report that was taken is not found.');
  await askForReceipt(mail, state.incident, reference);
  return { incident: state.incident, outcome: 'reported' };
}

async function askForReceipt(
  { deps, source, receipt: { written } }: MailOfSource,
  incident: IncidentId,
  reference: string,
): Promise<void> {
  const { answerTo, name = '', id, language } = written;
  if (answerTo === undefined || id === undefined || answerTo === source.address?.toLowerCase()) return;
  const { reportMails, receipts } = deps.register;
  await reportMails.keep({ source: source.id, message: sha256(receiptIdOf(incident)), reference, at: deps.clock() });
  await receipts.ask({ incident, address: answerTo, name: lineOf(name), language, reference, answers: id });
}

const SEEN_MAX = 4_000;
const ADDED_MAX = 3_000;
const CUT = '\n[The mail is longer: read the rest in its mailbox.]';

function wordsOf({ subject, written }: Receipt, most: number): string {
  const end = attachedOf(written);
  const words = stripControlChars(`${subject}\n\n${written.text}`).trim() || '–';
  const room = most - end.length;
  return words.length <= room ? words + end : words.slice(0, room - CUT.length) + CUT + end;
}

function attachedOf({ attached }: Written): string {
  const names = attached.map(lineOf).join(', ').slice(0, 1_000);
  return names && `\n[Attached, left in the mailbox: ${names}]`;
}
