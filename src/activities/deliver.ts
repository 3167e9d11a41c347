import { ApplicationFailure, Context } from '@temporalio/activity';
import { elapsed, MINUTE, plus, type Instant } from '../domain/primitives/instant';
import type { IncidentId, NoticeCounts, NoticeKind } from '../domain/state';
import type { Register, ScopeCounts, StoredNotice } from '../register';
import { Attempts, superseded } from './attempts';
import { sendOne, type DeliveryNeeds, type Sending } from './deliver-one';
import { asError, throwFirst } from './fault';
import { fenceOf, isNewer } from './fence';
import { heartbeating } from './heartbeat';
import { InHand } from './in-hand';
import { hashOf } from './notice';
import { readRecipients } from './recipients';

/*
 * Delivery 1. A row is handed (committed) after the server has agreed to take the message and before its first byte leaves.
 * Delivery 2. The sender holds the row's fence, which belongs to one attempt of one activity and is compared in the update that hands the row.
 * Delivery 3. A row left handed by a crash is sent again as a possible repeat, under the same Message-ID. Nothing else is sent twice.
 */

export interface DeliverNeeds extends DeliveryNeeds {
  register: Pick<Register, 'notices' | 'deliveries' | 'scope'>;
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
const ROUND_MS = 20_000;
/** Who is not answered by then is answered slowly, and the others do not wait for that. */
const DRAIN_MS = 5_000;
/** With the ten minutes that a server has to answer, and those before, this stays below the activity's hour. */
const CLAIMING_MS = 15 * 60_000;
/** An attempt that ended without an answer is looked at again after this. */
const UNANSWERED_MS = MINUTE;

/**
 * Sends what is due, for some twenty seconds or two thousand rows, and says how far the notice has come. While somebody's answer is awaited for
 * longer, it goes on with the others. What one recipient's server says is data; a dead mail server or register is a failure to be tried again,
 * and the rows it leaves are taken over then.
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
    return heartbeating(
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
): Promise<Batching> {
  const { incident, notice } = batch;
  const stored = await approvedText(register, incident, notice);
  const yieldsTo = (other: string) => isNewer(other, fence);
  const took = await register.deliveries.takeOver({ incident, notice, fence, now: clock(), yieldsTo });
  if (took.superseded) throw superseded(nameOf(batch));
  if (took.freed + took.possibleRepeats > 0)
    log.info({ incident, notice, ...took }, 'Deliveries left by another attempt are taken over');
  const closing = new AbortController();
  const giveUp = AbortSignal.any([stopping, closing.signal, AbortSignal.timeout(CLAIMING_MS)]);
  return { fence, stored, stopping, giveUp, closing };
}

type Batching = Sending & { closing: AbortController };
type Tell = (rows: number) => void;

/** Whether nothing is left that could be sent now. A failure is raised when what has begun beside it has ended, so that it leaves no copies. */
async function sendRows(needs: DeliverNeeds, batch: Batch, sending: Batching, tell: Tell): Promise<boolean> {
  const inHand = new InHand();
  for (;;) {
    const dry = await sendRound(needs, batch, sending, inHand, tell).catch((fault: unknown) => {
      inHand.add(Promise.reject(asError(fault)));
      return false;
    });
    if (inHand.hasFailed) sending.closing.abort();
    if (!(await inHand.isEmptyWithin(DRAIN_MS))) continue;
    throwFirst(inHand.ends);
    return dry;
  }
}

async function sendRound(
  needs: DeliverNeeds,
  { incident, notice }: Batch,
  sending: Batching,
  inHand: InHand,
  tell: Tell,
): Promise<boolean> {
  const { register, clock, rowsPerBatch = ROWS_PER_BATCH } = needs;
  const { fence, giveUp } = sending;
  const began = clock();
  let handled = 0;
  while (!inHand.hasFailed && !giveUp.aborted && handled < rowsPerBatch && elapsed(began, clock()) < ROUND_MS) {
    const limit = Math.min(SIDE_BY_SIDE - inHand.size, rowsPerBatch - handled);
    const rows = await register.deliveries.claim({ incident, notice, fence, limit, now: clock() });
    if (rows.length === 0) return true;
    const addressedOf = await readRecipients(register, rows);
    for (const row of rows) inHand.add(sendOne(needs, sending, row, addressedOf(row)));
    handled += rows.length;
    tell(rows.length);
    await inHand.atMost(SIDE_BY_SIDE / 2);
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
    `Notice ${notice} of ${incident} ${what}: nothing is sent. Restore it, or draft it again.`,
    'NoticeUnfit',
  );
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
