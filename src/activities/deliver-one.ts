import { ApplicationFailure } from '@temporalio/activity';
import { MINUTE, plus, type Instant } from '../domain/primitives/instant';
import {
  RegisterUnavailable,
  type ClaimedMail,
  type DeliveryOutcome,
  type DeliveryRow,
  type Register,
  type StoredNotice,
} from '../register';
import type { MailChannel, Sent } from './channels/mail';
import type { Log } from './log';
import type { Addressed } from './recipients';
import { filled, withLink } from '../texts/notice';

export interface DeliveryNeeds {
  register: Pick<Register, 'deliveries'>;
  mail: MailChannel;
  log: Log;
  clock: () => Instant;
}

/** What the deliveries of one batch share. */
export interface Sending {
  fence: string;
  stored: StoredNotice;
  /** The address of the page of whom a delivery goes to. */
  linkOf: (delivery: string) => string;
  stopping: AbortSignal;
  /** No delivery begins after this. */
  giveUp: AbortSignal;
}

/** Together five minutes of trying to record an answer. */
const WRITING_PAUSE_MS = 1_000;
const WRITING_TRIES = 300;
/** Waits after the first, second, … deferral: about twelve hours in all. Then the delivery counts as refused. */
const DEFERRALS_MIN = [1, 2, 5, 10, 30, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60];

export async function sendOne(
  needs: DeliveryNeeds,
  sending: Sending,
  row: ClaimedMail,
  { recipient, language }: Addressed,
): Promise<void> {
  const { register, mail, clock } = needs;
  const { fence, stored, linkOf, giveUp } = sending;
  const { deliveries } = register;
  if (mustWait(row)) {
    const wait = outcomeOf('deferred', 'The last answer never came; the next copy waits.', row.attempts, clock());
    await deliveries.finish(row.id, fence, wait);
    return;
  }
  const approved = stored.texts[language];
  if (!approved)
    throw ApplicationFailure.retryable(
      `Notice ${row.notice} of ${row.incident} has no text in ${language}.`,
      'NoticeUnfit',
    );
  const text = filled(withLink(approved, linkOf(row.id)), recipient);
  const letter = async () => {
    const ours = await deliveries.hand(row.id, fence, clock(), mail.messageId(row.id), row.also);
    return ours ? { ...text, ...headOf(row), language, automatic: false } : undefined;
  };
  await note(needs, sending, row, await mail.send(row.email, letter, giveUp, row.id));
}

function headOf({ id, name, incident, email, possibleRepeat }: ClaimedMail) {
  return { id, name, possibleRepeat, thread: `${incident} to ${email.toLowerCase()}` };
}

async function note(needs: DeliveryNeeds, { fence, stopping }: Sending, row: DeliveryRow, sent: Sent): Promise<void> {
  const { register, log, clock } = needs;
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
    default: {
      const outcome = outcomeOf(sent.outcome, sent.words, row.attempts, clock());
      await persist(() => register.deliveries.finish(row.id, fence, outcome), stopping);
    }
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
async function persist(write: () => Promise<unknown>, stopping: AbortSignal): Promise<void> {
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

function outcomeOf(state: DeliveryOutcome['state'], words: string, attempts: number, at: Instant): DeliveryOutcome {
  if (state !== 'deferred') return { state, words, at };
  const wait = DEFERRALS_MIN[attempts];
  if (wait === undefined) return { state: 'refused', words: `Given up after ${attempts + 1} attempts: ${words}`, at };
  return { state, words, at, nextAt: plus(at, wait * MINUTE) };
}

/**
 * A server that takes messages and never answers would be sent copy after copy. From the second repeat on, every other attempt is therefore
 * a wait as long as a deferral, and like deferrals these come to an end.
 */
function mustWait(row: DeliveryRow): boolean {
  return row.possibleRepeat && row.attempts > 0 && row.attempts % 2 === 0;
}
