import { ApplicationFailure, Context } from '@temporalio/activity';
import { elapsed, MINUTE, plus, type Instant } from '../domain/instant';
import type { IncidentId, NoticeCounts, NoticeKind } from '../domain/state';
import {
  RegisterUnavailable,
  type DeliveryOutcome,
  type DeliveryRow,
  type Register,
  type ScopeCounts,
  type StoredNotice,
} from '../register';
import { Attempts, superseded } from './attempts';
import type { MailChannel, Sent } from './channels/mail';
import { raiseFault } from './fault';
import { fenceOf, isNewer } from './fence';
import { beating } from './heartbeat';
import type { Log } from './log';
import { hashOf } from './notice';
import { readRecipients, type Addressed } from './recipients';
import { filled } from './templates/notice';

/*
 * 1. A row is handed (committed) after the server has agreed to take the message and before its first byte leaves.
 * 2. Whoever sends holds the row's fence; the fence is unique to one attempt of one activity, and is compared in the act of handing.
 * 3. What a crash leaves handed goes out again as a possible repeat, under the same Message-ID. Nothing else goes out twice.
 */

export interface DeliverNeeds {
  register: Pick<Register, 'notices' | 'deliveries' | 'scope'>;
  mail: MailChannel;
  log: Log;
  clock: () => Instant;
  rowsPerBatch?: number;
}

export interface Batch {
  incident: IncidentId;
  notice: number;
  kind: NoticeKind;
}

/** `nextAt`: nothing to do before it. Without it there is more to send at once, unless finished. */
export type BatchAnswer = NoticeCounts & { finished: boolean; nextAt?: Instant; scope: ScopeCounts };

const SIDE_BY_SIDE = 10;
/** To count how far a notice has come is work for each of its recipients, so it is done seldom. */
export const ROWS_PER_BATCH = 2_000;
const BATCH_MS = 20_000;
/** An attempt that ended without an answer is looked at again after this. */
const UNANSWERED_MS = MINUTE;
/** Five minutes of trying to write down an answer. */
const WRITING_PAUSE_MS = 1_000;
const WRITING_TRIES = 300;
/** Waits after the first, second, … deferral; together about twelve hours, then the delivery counts as refused. */
const DEFERRALS_MIN = [1, 2, 5, 10, 30, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60];

/**
 * Sends what is due, for some twenty seconds or two thousand rows, and says how far the notice has come. What one recipient's server says
 * is data; a dead mail server or register is a failure to be tried again, and the rows it leaves are taken over then.
 */
export function delivering(needs: DeliverNeeds) {
  const attempts = new Attempts();
  return async function sendBatch(batch: Batch): Promise<BatchAnswer> {
    const fence = fenceOf(Context.current().info);
    let handled = 0;
    const attempt = async (stopping: AbortSignal) => {
      const sending = await begin(needs, batch, fence, stopping);
      const dry = await sendRows(needs, batch, sending, (rows) => (handled += rows));
      return answer(needs, batch, dry);
    };
    // Also while it waits for the register's locks: else a second attempt would stand beside this one and take over what it hands.
    return beating(
      () => ({ handled }),
      (cancelled) =>
        attempts.replace(nameOf(batch), fence, (retired) => attempt(AbortSignal.any([cancelled, retired]))),
    );
  };
}

function nameOf({ incident, notice }: Batch): string {
  return `notice ${notice} of ${incident}`;
}

async function begin(
  { register, log, clock }: DeliverNeeds,
  batch: Batch,
  fence: string,
  stopping: AbortSignal,
): Promise<Sending> {
  const { incident, notice } = batch;
  const stored = await approvedText(register, incident, notice);
  const yieldsTo = (other: string) => isNewer(other, fence);
  const took = await register.deliveries.takeOver({ incident, notice, fence, now: clock(), yieldsTo });
  if (took.superseded) throw superseded(nameOf(batch));
  if (took.freed + took.possibleRepeats > 0)
    log.info({ incident, notice, ...took }, 'Deliveries left by another attempt are taken over');
  return { fence, stored, stopping };
}

/** Whether nothing is left that could be sent now. */
async function sendRows(
  needs: DeliverNeeds,
  { incident, notice }: Batch,
  sending: Sending,
  tell: (handled: number) => number,
): Promise<boolean> {
  const { register, clock, rowsPerBatch = ROWS_PER_BATCH } = needs;
  const began = clock();
  let handled = 0;
  while (!sending.stopping.aborted && handled < rowsPerBatch && elapsed(began, clock()) < BATCH_MS) {
    const claim = { incident, notice, fence: sending.fence, limit: SIDE_BY_SIDE, now: clock() };
    const rows = await register.deliveries.claim(claim);
    if (rows.length === 0) return true;
    const addressedOf = await readRecipients(register, rows);
    raiseFault(await Promise.allSettled(rows.map((row) => sendOne(needs, sending, row, addressedOf(row)))));
    handled = tell(rows.length);
  }
  return false;
}

/** What goes out is what the hash was approved for. */
async function approvedText(
  register: Pick<Register, 'notices'>,
  incident: IncidentId,
  notice: number,
): Promise<StoredNotice> {
  const stored = await register.notices.get(incident, notice);
  if (stored && hashOf(stored.texts) === stored.hash) return stored;
  const what = stored ? 'was altered in the register after it was composed' : 'has no text in the register';
  throw ApplicationFailure.retryable(
    `Notice ${notice} of ${incident} ${what}: nothing is sent. Restore it, or draft it anew.`,
    'NoticeUnfit',
  );
}

interface Sending {
  fence: string;
  stored: StoredNotice;
  stopping: AbortSignal;
}

async function sendOne(
  { register, mail, clock, log }: DeliverNeeds,
  { fence, stored, stopping }: Sending,
  row: DeliveryRow,
  { recipient, language }: Addressed,
): Promise<void> {
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
  const text = filled(approved, recipient);
  const sent = await mail.send(row.email, async () => {
    const ours = await deliveries.hand(row.id, fence, clock(), mail.messageId(row.id));
    return ours
      ? { ...text, id: row.id, name: row.name, language, automatic: false, possibleRepeat: row.possibleRepeat }
      : undefined;
  });
  const ref = { incident: row.incident, notice: row.notice, delivery: row.id };
  if (sent.outcome === 'withheld') {
    log.info(ref, 'A delivery belongs to another attempt by now and was not sent');
  } else if (sent.outcome === 'unknown') {
    log.warn(
      ref,
      'The connection broke after a message was handed over; it goes out again, marked as a possible repeat',
    );
  } else {
    const outcome = outcomeOf(sent.outcome, sent.words, row.attempts, clock());
    await persist(() => deliveries.finish(row.id, fence, outcome), stopping);
  }
}

/** What a server answered must not be lost to a register that is away for a while: the message would go out again. */
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

function outcomeOf(
  state: Exclude<Sent['outcome'], 'withheld' | 'unknown'>,
  words: string,
  attempts: number,
  at: Instant,
): DeliveryOutcome {
  if (state !== 'deferred') return { state, words, at };
  const wait = DEFERRALS_MIN[attempts];
  if (wait === undefined) return { state: 'refused', words: `Given up after ${attempts + 1} attempts: ${words}`, at };
  return { state, words, at, nextAt: plus(at, wait * MINUTE) };
}

/**
 * A server that takes messages and never answers would be sent copy after copy: from the second repeat on, every other attempt is a wait
 * instead, of a deferral's length, and with the deferrals they come to an end.
 */
function mustWait(row: DeliveryRow): boolean {
  return row.possibleRepeat && row.attempts > 0 && row.attempts % 2 === 0;
}

async function answer(
  { register, clock }: DeliverNeeds,
  { incident, notice }: Batch,
  dry: boolean,
): Promise<BatchAnswer> {
  const { finished, nextAt, ...counts } = await register.deliveries.progress(incident, notice);
  const scope = await register.scope.counts(incident);
  const waiting = finished || !dry ? {} : { nextAt: nextAt ?? plus(clock(), UNANSWERED_MS) };
  return { ...counts, finished, ...waiting, scope };
}
