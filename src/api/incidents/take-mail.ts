import { sha256 } from '../../primitives/hash';
import { trainingMailId } from '../../primitives/link-token';
import { messageOf } from '../../primitives/return-address';
import { readReceipt, type Receipt } from '../receipts';
import type { LinkOf } from '../../register';
import type { ApiDeps } from '../deps';
import { tellOfReturned } from './returned-news';
import { takeReport, type ReportedMail } from './reported-mail';

export interface Taken {
  kind: Receipt['kind'];
  matched?: LinkOf & { by: 'return-address' | 'id' | 'recipient' };
  report?: ReportedMail;
}

/**
 * Takes one mail that came back, once. A failure takes back what its delivery told; what somebody wrote, and a failure whose message is not found,
 * wait for a person. What somebody wrote to an address for reports is one.
 */
export async function takeMail(deps: ApiDeps, raw: Uint8Array): Promise<Taken> {
  const receipt = await readReceipt(raw);
  const bounced = await bounceOf(deps, receipt);
  const matched = bounced ? undefined : await matchOf(deps, receipt);
  const hash = sha256(raw);
  const isOfOurs = bounced ?? (matched && matched.by !== 'recipient');
  const report = isOfOurs ? undefined : await takeReport(deps, receipt, hash);
  if (report) {
    await deps.register.returnedMails.keep(rowOf(receipt, { raw, hash, at: deps.clock(), waits: false }));
    return { kind: receipt.kind, report };
  }
  if (!(await deps.register.returnedMails.isKnown(hash))) {
    const at = deps.clock();
    const isFailure = receipt.kind === 'failure';
    if (isFailure) await bounced?.(at);
    if (matched) await follow(deps, receipt, matched, at);
    const waits = !bounced || !isFailure;
    await deps.register.returnedMails.keep(rowOf(receipt, { matched, raw, hash, at, waits }));
  }
  return { kind: receipt.kind, ...(matched && { matched }) };
}

const WORDS_LENGTH = 500;

async function follow(deps: ApiDeps, receipt: Receipt, { incident, notice, delivery }: LinkOf, at: Kept['at']) {
  const { answers } = deps.register;
  const place = { incident, notice, delivery };
  if (receipt.kind === 'reply') await answers.mark({ ...place, kind: 'replied', at });
  if (receipt.kind !== 'failure') return;
  const words = wordsOf(receipt);
  const incidents = await answers.returned({ ...place, kind: 'bounced', at, words });
  await tellOfReturned(deps, { incident, notice, kind: 'bounced' }, incidents);
}

function wordsOf({ status, words }: Receipt): string {
  return [status, words].filter(Boolean).join(' ').slice(0, WORDS_LENGTH);
}

/**
 * What a bounce does to a mail that tells nothing of any notice: a contact who was asked whether it is right, and one of the staff who was given a
 * course. Undefined where this is about neither.
 */
async function bounceOf(
  { register: { verification, training }, keyRing }: ApiDeps,
  receipt: Receipt,
): Promise<((at: Kept['at']) => Promise<void>) | undefined> {
  const { about, recipients } = receipt;
  const messages = [...about.to.flatMap((address) => messageOf(keyRing, address) ?? []), ...about.ids];
  const asked = await firstOf(messages, (message) => verification.answering.askedBy(message));
  if (asked !== undefined) return (at) => verification.answering.bounced(asked, at);
  if (messages.length === 0) return undefined;
  const isNamed = (hash: string) => messages.some((message) => hash.startsWith(message));
  const taught = (await training.mails.takenFor(recipients)).find((id) => isNamed(sha256(trainingMailId(id))));
  return taught === undefined ? undefined : () => training.mails.returned(taught, wordsOf(receipt));
}

/** The return address is proof, for nobody else can make it. What a header or a server's text names is as good as a mail is. */
async function matchOf({ register, keyRing }: ApiDeps, receipt: Receipt): Promise<Taken['matched']> {
  const { kind, about, recipients, from } = receipt;
  const byMessage = (id: string) => register.returnedMails.byMessage(id);
  const byAddress = (address: string) => register.returnedMails.byAddress(address);
  const returned = about.to.flatMap((address) => messageOf(keyRing, address) ?? []);
  const byReturn = await firstOf(returned, byMessage);
  if (byReturn) return { ...byReturn, by: 'return-address' };
  const byId = await firstOf(about.ids, byMessage);
  if (byId) return { ...byId, by: 'id' };
  const theirs = kind === 'reply' || kind === 'automatic' ? [from ?? ''] : recipients;
  const byRecipient = await firstOf(theirs, byAddress);
  return byRecipient && { ...byRecipient, by: 'recipient' };
}

async function firstOf<T>(
  keys: readonly string[],
  find: (key: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const key of keys) {
    const found = await find(key);
    if (found) return found;
  }
  return undefined;
}

interface Kept {
  matched?: Taken['matched'];
  raw: Uint8Array;
  hash: string;
  at: ReturnType<ApiDeps['clock']>;
  /** Where nothing was done about it. */
  waits: boolean;
}

function rowOf({ kind, from, subject, words, recipients }: Receipt, { matched, raw, hash, at, ...kept }: Kept) {
  const waits = kept.waits && (kind === 'reply' || kind === 'complaint' || (kind === 'failure' && !matched));
  const { incident = null, notice = null, delivery = null, by = null } = matched ?? {};
  return {
    ...{ sha256: hash, kind, matchedBy: by, incident, notice, delivery },
    ...{ sender: from ?? null, subject, words, recipients, waits, receivedAt: at },
    raw: waits ? raw : null,
  };
}
