import { ApplicationFailure } from '@temporalio/activity';
import type { Instant } from '../../domain/primitives/instant';
import {
  RegisterUnavailable,
  type ClaimedMail,
  type DeliveryRow,
  type Register,
  type StoredNotice,
} from '../../register';
import type { MailChannel, MimeTemplate, Sent } from '../channels/mail';
import { outcomeOf } from './deferral';
import type { Beginning } from './in-hand';
import type { Log } from '../log';
import type { OutcomeLog } from './outcome-log';

export interface DeliveryNeeds {
  register: Pick<Register, 'deliveries'>;
  mail: MailChannel;
  /** For so long after it was handed over a mail leaves without a second look at its fence. */
  freshMs?: number;
  log: Log;
  clock: () => Instant;
}

/** What the deliveries of one batch share. */
export interface Sending {
  fence: string;
  stored: StoredNotice;
  /** The address of the page of whom a delivery goes to. */
  linkOf: (delivery: string) => string;
  templates: Map<string, Promise<MimeTemplate>>;
  /** By when customers are owed it. */
  due?: Instant;
  outcomes: OutcomeLog;
  stopping: AbortSignal;
  /** No delivery begins after this. */
  giveUp: AbortSignal;
}

/** Less than the four seconds after which another attempt can have taken over from one that froze. */
const FRESH_MS = 3_000;
/** Together five minutes of trying to record an answer. */
const WRITING_PAUSE_MS = 1_000;
const WRITING_TRIES = 300;

export async function sendOne(
  needs: DeliveryNeeds,
  sending: Sending,
  { mail: row, at, leaves, addressed: { recipient, language } }: Beginning,
): Promise<void> {
  if (row.state === 'claimed') {
    const words = 'The last answer never came; the next copy waits.';
    const outcome = outcomeOf({ outcome: 'deferred', words }, row, needs.clock(), sending);
    await sending.outcomes.add({ ...row, outcome });
    return;
  }
  const template = await templateIn(needs, sending, row, language);
  const { id, email: address } = row;
  const to = { ...headOf(row), address, recipient, link: sending.linkOf(id) };
  const mime = template.write(to, new Date(needs.clock()));
  let hasLeft = false;
  const letter = async () => {
    if (!(await isOurs(needs, sending, row, at))) return undefined;
    hasLeft = true;
    return { automatic: false, mime };
  };
  try {
    const sent = await needs.mail.send(address, letter, sending.giveUp, { id, size: mime.length, leaves });
    hasLeft ||= sent.outcome !== 'waiting';
    await note(needs, sending, row, sent);
  } finally {
    if (!hasLeft) await release(needs, sending, row);
  }
}

function headOf({ id, name, incident, email, possibleRepeat }: ClaimedMail) {
  return { id, name, possibleRepeat, thread: `${incident} to ${email.toLowerCase()}` };
}

/** It was handed over by the commit that claimed it. After longer than that another may have it, so the fence is compared once more. */
async function isOurs(
  { register, clock, freshMs = FRESH_MS }: DeliveryNeeds,
  { fence }: Sending,
  { id, also }: ClaimedMail,
  at: number,
): Promise<boolean> {
  return performance.now() - at < freshMs || register.deliveries.hand(id, fence, clock(), undefined, also);
}

/** If the register stays away, the next attempt marks it as a possible repeat. */
async function release(needs: DeliveryNeeds, { fence, stopping }: Sending, { id, also }: ClaimedMail): Promise<void> {
  await persist(() => needs.register.deliveries.release([id, ...also], fence), stopping).catch(() => undefined);
}

function templateIn(
  { mail }: DeliveryNeeds,
  { stored, templates }: Sending,
  { incident, notice }: DeliveryRow,
  language: string,
): Promise<MimeTemplate> {
  const approved = stored.texts[language];
  if (!approved)
    throw ApplicationFailure.retryable(`Notice ${notice} of ${incident} has no text in ${language}.`, 'NoticeUnfit');
  const template = templates.get(language) ?? mail.template(language, approved);
  templates.set(language, template);
  return template;
}

async function note(needs: DeliveryNeeds, sending: Sending, row: ClaimedMail, sent: Sent): Promise<void> {
  const { log, clock } = needs;
  const { fence, outcomes } = sending;
  const ref = refOf(row);
  switch (sent.outcome) {
    case 'waiting':
      return;
    case 'withheld':
      log.info(ref, 'Another attempt has taken over a delivery; it was not sent here');
      return;
    case 'unknown':
      log.warn(ref, 'The mail server did not answer a message; it is sent again, marked as a possible repeat');
      void sent.later?.then((late) => noteLate(needs, fence, row, late));
      return;
    default:
      await outcomes.add({ ...row, outcome: outcomeOf(sent, row, clock(), sending) });
  }
}

/** Another attempt may hold the row by now, and may have sent a copy. The contact was notified by the first one all the same. */
async function noteLate({ register, log, clock }: DeliveryNeeds, fence: string, row: DeliveryRow, late: Sent) {
  if (late.outcome !== 'accepted') return;
  const acceptance = { words: late.words, at: clock() };
  try {
    await persist(() => register.deliveries.acceptLate(row.id, fence, acceptance), new AbortController().signal);
    log.info(refOf(row), 'A message was accepted after all');
  } catch (error) {
    log.warn({ ...refOf(row), err: error }, 'A late acceptance of a message could not be recorded');
  }
}

function refOf({ incident, notice, id }: DeliveryRow) {
  return { incident, notice, delivery: id };
}

/** A server's answer must survive a short outage of the register: otherwise the message would be sent again. */
export async function persist(write: () => Promise<unknown>, stopping: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await write();
      return;
    } catch (error) {
      if (!(error instanceof RegisterUnavailable) || stopping.aborted || tries === WRITING_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, WRITING_PAUSE_MS));
    }
  }
}
