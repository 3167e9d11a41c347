import { ApplicationFailure } from '@temporalio/activity';
import type { Instant } from '../../domain/primitives/instant';
import {
  RegisterUnavailable,
  type ClaimedMail,
  type DeliveryOutcome,
  type DeliveryRow,
  type EndedMail,
  type Register,
  type StoredNotice,
} from '../../register';
import type { MailChannel, MimeTemplate, Sent } from '../channels/mail';
import { outcomeOf } from './deferral';
import type { Beginning } from './in-hand';
import type { Log } from '../log';
import type { OutcomeLog } from './outcome-log';
import type { DeliveryId } from '../../domain/primitives/parties';

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
  linkOf: (delivery: DeliveryId) => string;
  /** By language. */
  templates: ReadonlyMap<string, MimeTemplate>;
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

export async function sendOne(needs: DeliveryNeeds, sending: Sending, begun: Beginning): Promise<void> {
  const { mail: row, leaves } = begun;
  if (row.state === 'claimed') {
    const words = 'The last answer never came; the next copy waits.';
    return sending.outcomes.add(endOf(row, outcomeOf({ outcome: 'deferred', words }, row, needs.clock(), sending)));
  }
  const mime = write(needs, sending, begun);
  let hasLeft = false;
  const agreed = (ours: boolean) => {
    hasLeft ||= ours;
    return ours ? { automatic: false, mime } : undefined;
  };
  const letter = () => {
    const ours = isOurs(needs, sending, begun);
    return ours === true ? agreed(ours) : ours.then(agreed);
  };
  try {
    const sent = await needs.mail.send(row.email, letter, sending.giveUp, { id: row.id, size: mime.length, leaves });
    hasLeft ||= sent.outcome !== 'waiting';
    const gathered = note(needs, sending, row, sent);
    if (gathered) await gathered;
  } finally {
    if (!hasLeft) await release(needs, sending, row);
  }
}

function write(
  { clock }: DeliveryNeeds,
  sending: Sending,
  { mail: row, addressed: { recipient, language } }: Beginning,
): string {
  const template = sending.templates.get(language);
  if (!template)
    throw ApplicationFailure.retryable(
      `Notice ${row.notice} of ${row.incident} has no text in ${language}.`,
      'NoticeUnfit',
    );
  const { id, name, incident, email: address, possibleRepeat } = row;
  const thread = `${incident} to ${address.toLowerCase()}`;
  const to = { id, name, address, possibleRepeat, thread, recipient, link: sending.linkOf(id) };
  return template.write(to, clock());
}

function endOf({ id, also, attempts }: ClaimedMail, outcome: DeliveryOutcome): EndedMail {
  return { id, also, attempts, outcome };
}

/** It was handed over by the commit that claimed it. After longer than that another may have it, so the fence is compared once more. */
function isOurs(
  { register, clock, freshMs = FRESH_MS }: DeliveryNeeds,
  { fence }: Sending,
  { mail: { id, also }, at }: Beginning,
): true | Promise<boolean> {
  return performance.now() - at < freshMs || register.deliveries.hand(id, fence, clock(), undefined, also);
}

/** If the register stays away, the next attempt marks it as a possible repeat. */
async function release(needs: DeliveryNeeds, { fence, stopping }: Sending, { id, also }: ClaimedMail): Promise<void> {
  await persist(() => needs.register.deliveries.release([id, ...also], fence), stopping).catch(() => undefined);
}

/** A promise where the end of the attempt waits for others to be written down. */
function note(needs: DeliveryNeeds, sending: Sending, row: ClaimedMail, sent: Sent): Promise<void> | undefined {
  const { log, clock } = needs;
  const { fence, outcomes } = sending;
  switch (sent.outcome) {
    case 'waiting':
      return undefined;
    case 'withheld':
      log.info(refOf(row), 'Another attempt has taken over a delivery; it was not sent here');
      return undefined;
    case 'unknown':
      log.warn(refOf(row), 'The mail server did not answer a message; it is sent again, marked as a possible repeat');
      void sent.later?.then((late) => noteLate(needs, fence, row, late));
      return undefined;
    default:
      return outcomes.add(endOf(row, outcomeOf(sent, row, clock(), sending)));
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
