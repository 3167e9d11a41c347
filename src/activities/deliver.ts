import { ApplicationFailure, Context } from '@temporalio/activity';
import { elapsed, MINUTE, plus, type Instant } from '../domain/primitives/instant';
import type { IncidentId } from '../domain/case/state';
import type { NoticeCounts, NoticeKind } from '../domain/notices/state';
import type { Register, ScopeCounts, StoredNotice } from '../register';
import { Attempts, superseded } from './attempts';
import { sendOne, type DeliveryNeeds, type Sending } from './deliver-one';
import { asError, throwFirst } from './fault';
import { fenceOf, isNewer } from './fence';
import type { NoticeLinks } from './notice-links';
import { heartbeating } from './heartbeat';
import { ConcurrentWork } from './concurrent-work';
import { hashOf } from '../texts/hash';
import { readRecipients } from './recipients';

/*
 * Delivery 1. A row is handed (committed) after the server has agreed to take the message and before its first byte leaves.
 * Delivery 2. The sender holds the row's fence, which belongs to one attempt of one activity and is compared in the update that hands the row.
 * Delivery 3. A row left handed by a crash is sent again as a possible repeat, under the same Message-ID. Nothing else is sent twice.
 */

export interface DeliverNeeds extends DeliveryNeeds {
  register: Pick<Register, 'notices' | 'deliveries' | 'scope' | 'answers'>;
  links: NoticeLinks;
  rowsPerBatch?: number;
}

export interface Batch {
  incident: IncidentId;
  notice: number;
  kind: NoticeKind;
}

/** `nextAt`: there is nothing to do before it. Without it there is more to send at once, unless finished. */
export type BatchAnswer = NoticeCounts & { finished: boolean; nextAt?: Instant; scope: ScopeCounts };

const CONCURRENCY = 10;
/** Counting a notice's progress reads every one of its deliveries, so it is done rarely. */
export const ROWS_PER_BATCH = 2_000;
const ROUND_MS = 20_000;
/** Recipients not answered by then are slow; the others do not wait for them. */
const DRAIN_MS = 5_000;
/** Together with the server's ten minutes to answer, and the steps before that, this stays below the activity's hour. */
const CLAIM_TIMEOUT_MS = 15 * 60_000;
/** When to look again at a row whose attempt ended without an answer. */
const UNANSWERED_MS = MINUTE;

/**
 * Sends what is due, for about twenty seconds or two thousand rows, and returns the notice's progress. While one answer is slow, it goes on
 * with the others. What a recipient's server says is data. A mail server or register that is down is a failure: it is retried, and the next
 * attempt takes over the rows left behind.
 */
export function createSendBatch(needs: DeliverNeeds) {
  const attempts = new Attempts();
  return async function sendBatch(batch: Batch): Promise<BatchAnswer> {
    const fence = fenceOf(Context.current().info);
    let handled = 0;
    const attempt = async (stopping: AbortSignal) => {
      const sending = await begin(needs, batch, fence, stopping);
      const dry = await sendRows(needs, batch, sending, (rows) => (handled += rows));
      return answer(needs, batch, dry);
    };
    // The heartbeat also covers the wait for the register's locks: otherwise a second attempt could run beside this one and take over its
    // rows.
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

async function begin(needs: DeliverNeeds, batch: Batch, fence: string, stopping: AbortSignal): Promise<Batching> {
  const { register, log, clock } = needs;
  const { incident, notice } = batch;
  const stored = await approvedText(register, incident, notice);
  const linkOf = await needs.links.of({ incident, notice });
  const yieldsTo = (other: string) => isNewer(other, fence);
  const took = await register.deliveries.takeOver({ incident, notice, fence, now: clock(), yieldsTo });
  if (took.superseded) throw superseded(nameOf(batch));
  if (took.freed + took.possibleRepeats > 0)
    log.info({ incident, notice, ...took }, 'Deliveries left by another attempt are taken over');
  const closing = new AbortController();
  const giveUp = AbortSignal.any([stopping, closing.signal, AbortSignal.timeout(CLAIM_TIMEOUT_MS)]);
  return { fence, stored, linkOf, stopping, giveUp, closing };
}

type Batching = Sending & { closing: AbortController };
type OnClaimed = (rows: number) => void;

/**
 * Returns whether nothing is left to send now. A failure is thrown only after the deliveries begun beside it have ended, so that it leaves
 * no copies.
 */
async function sendRows(needs: DeliverNeeds, batch: Batch, sending: Batching, tell: OnClaimed): Promise<boolean> {
  const work = new ConcurrentWork();
  for (;;) {
    const dry = await sendRound(needs, batch, sending, work, tell).catch((fault: unknown) => {
      work.add(Promise.reject(asError(fault)));
      return false;
    });
    if (work.hasFailed) sending.closing.abort();
    if (!(await work.isEmptyWithin(DRAIN_MS))) continue;
    throwFirst(work.ends);
    return dry;
  }
}

async function sendRound(
  needs: DeliverNeeds,
  { incident, notice }: Batch,
  sending: Batching,
  work: ConcurrentWork,
  tell: OnClaimed,
): Promise<boolean> {
  const { register, clock, rowsPerBatch = ROWS_PER_BATCH } = needs;
  const { fence, giveUp } = sending;
  const began = clock();
  let handled = 0;
  while (!work.hasFailed && !giveUp.aborted && handled < rowsPerBatch && elapsed(began, clock()) < ROUND_MS) {
    const limit = Math.min(CONCURRENCY - work.size, rowsPerBatch - handled);
    const rows = await register.deliveries.claim({ incident, notice, fence, limit, now: clock() });
    if (rows.length === 0) return true;
    const addressedOf = await readRecipients(register, rows);
    for (const row of rows) work.add(sendOne(needs, sending, row, addressedOf(row)));
    handled += rows.length;
    tell(rows.length);
    await work.atMost(CONCURRENCY / 2);
  }
  return false;
}

/** What goes out must be the text whose hash was approved. */
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
