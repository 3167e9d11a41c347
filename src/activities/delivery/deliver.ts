import { ApplicationFailure, Context } from '@temporalio/activity';
import { MINUTE, plus, type Instant } from '../../domain/primitives/instant';
import type { ExerciseMark } from '../../domain/exercise/mark';
import type { IncidentId } from '../../domain/case/state';
import type { NoticeCounts, NoticeKind } from '../../domain/notices/state';
import type { Register, ScopeCounts, StoredNotice } from '../../register';
import { Attempts, superseded } from '../attempts';
import { persist, sendOne, type DeliveryNeeds, type Sending } from './deliver-one';
import { asError, throwFirst } from '../fault';
import { fenceOf, isNewer } from '../fence';
import type { NoticeLinks } from '../notices/notice-links';
import { heartbeating } from '../heartbeat';
import { ConcurrentWork } from '../concurrent-work';
import { hashOf } from '../../texts/hash';
import { InHand, type Claiming } from './in-hand';
import type { Lanes } from './lanes';
import { OutcomeLog } from './outcome-log';
import { readRecipients } from '../notices/recipients';
import type { WebhookSending } from './deliver-webhooks';
import type { DeliveryId } from '../../domain/primitives/parties';

/*
 * Delivery 1. A row is handed (committed) before the first byte of its message leaves.
 * Delivery 2. The sender holds the row's fence, which belongs to one attempt of one activity and is compared in the update that hands the row; and
 *             once more when it was handed longer ago than another attempt needs to take over.
 * Delivery 3. A row left handed by a crash is sent again as a possible repeat, under the same Message-ID. Nothing else is sent twice.
 */

export interface DeliverNeeds extends DeliveryNeeds {
  register: Pick<Register, 'notices' | 'deliveries' | 'scope' | 'answers'>;
  links: NoticeLinks;
  lanes: Lanes;
  rowsPerBatch?: number;
  /** To the programs of contacts; beside the mails, so that a mail server that is down does not silence them. */
  webhooks?: (sending: WebhookSending) => Promise<void>;
}

export interface Batch {
  incident: IncidentId;
  notice: number;
  kind: NoticeKind;
  /** Of an incident that is an exercise. */
  exercise?: ExerciseMark;
  /** By when customers are owed it: what is deferred comes again before. */
  due?: Instant;
  /** Which of several senders of the notice this is; without it, the only one. */
  lane?: number;
}

/** `nextAt`: there is nothing to do before it. Without it there is more to send at once, unless finished. */
export type BatchAnswer = NoticeCounts & { finished: boolean; nextAt?: Instant; scope: ScopeCounts };

/** Counting a notice's progress reads every one of its deliveries, so it is done rarely. */
export const ROWS_PER_BATCH = 20_000;
const ROUND_MS = 20_000;
/** Recipients not answered by then are slow; the others do not wait for them. */
const DRAIN_MS = 5_000;
/** For longer than this no batch stays to wait for a rate. */
const WORTH_WAITING_MS = 2_000;
/** Together with the server's ten minutes to answer, and the steps before that, this stays below the activity's hour. */
const CLAIM_TIMEOUT_MS = 15 * 60_000;
/** When to look again at a row whose attempt ended without an answer. */
const UNANSWERED_MS = MINUTE;
/** What was held up goes on so soon after it may. */
const LOOK_WHILE_PAUSED_MS = 10_000;

/**
 * Sends what is due, for about twenty seconds or twenty thousand rows, and returns the notice's progress. While one answer is slow, it goes on
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
      const mails = sendRows(needs, batch, sending, () => (handled += 1));
      const posts = (batch.lane ?? 0) === 0 ? needs.webhooks?.(sending) : undefined;
      // If one fails the attempt goes on until the other has ended too: the next one would take over what it has in hand.
      throwFirst(await Promise.allSettled([mails, posts]));
      return answer(needs, batch, await mails);
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

function nameOf({ incident, notice, lane = 0 }: Batch): string {
  return lane === 0 ? `notice ${notice} of ${incident}` : `notice ${notice} of ${incident} in lane ${lane}`;
}

async function begin(needs: DeliverNeeds, batch: Batch, fence: string, stopping: AbortSignal): Promise<Batching> {
  const { register, log, clock } = needs;
  const { incident, notice, due, lane = 0 } = batch;
  const stored = await approvedText(register, incident, notice);
  const linkOf = await needs.links.of({ incident, notice });
  const yieldsTo = (other: string) => isNewer(other, fence);
  const took = await register.deliveries.takeOver({ incident, notice, fence, lane, now: clock(), yieldsTo });
  if (took.superseded) throw superseded(nameOf(batch));
  if (took.freed + took.possibleRepeats > 0)
    log.info({ incident, notice, ...took }, 'Deliveries left by another attempt are taken over');
  const closing = new AbortController();
  const giveUp = AbortSignal.any([stopping, closing.signal, AbortSignal.timeout(CLAIM_TIMEOUT_MS)]);
  const outcomes = new OutcomeLog((group) =>
    persist(() => register.deliveries.finishAll({ incident, notice }, fence, group), stopping),
  );
  const templates = await templatesOf(needs, stored);
  return { fence, stored, due, linkOf, templates, outcomes, stopping, giveUp, closing, begun: new Set() };
}

async function templatesOf({ mail }: DeliverNeeds, { texts }: StoredNotice): Promise<Sending['templates']> {
  const each = Object.entries(texts).map(
    async ([language, text]) => [language, await mail.template(language, text)] as const,
  );
  return new Map(await Promise.all(each));
}

type Batching = Sending & { closing: AbortController; begun: Set<DeliveryId> };
/** `dry`: nothing is left to send now. `untilMs`: only rates hold up what is left, for so long. */
interface End {
  dry: boolean;
  untilMs: number;
}

/**
 * A failure is thrown only after the deliveries begun beside it have ended, so that it leaves no copies.
 */
async function sendRows(needs: DeliverNeeds, batch: Batch, sending: Batching, tell: () => void): Promise<End> {
  const work = new ConcurrentWork();
  for (;;) {
    const end = await sendRound(needs, batch, sending, work, tell).catch((fault: unknown): End => {
      work.add(Promise.reject(asError(fault)));
      return { dry: false, untilMs: 0 };
    });
    if (work.hasFailed) sending.closing.abort();
    if (!(await work.isEmptyWithin(DRAIN_MS))) continue;
    work.add(sending.outcomes.written());
    await work.atMost(0);
    throwFirst(work.failures);
    return end;
  }
}

async function sendRound(
  needs: DeliverNeeds,
  batch: Batch,
  sending: Batching,
  work: ConcurrentWork,
  tell: () => void,
): Promise<End> {
  const { rowsPerBatch = ROWS_PER_BATCH, lanes } = needs;
  const { giveUp } = sending;
  const began = performance.now();
  let handled = 0;
  const inHand = new InHand({ ...claimingFor(needs, batch, sending), limit: () => rowsPerBatch - handled }, lanes);
  const goesOn = () => !work.hasFailed && !giveUp.aborted && handled < rowsPerBatch && isWithin(began);
  try {
    while (goesOn() && !inHand.isOver && inHand.opensInMs < WORTH_WAITING_MS) {
      const next = inHand.next();
      if (!next) {
        await inHand.change();
        continue;
      }
      handled += 1;
      tell();
      work.add(sendOne(needs, sending, next), next.ended);
    }
    return { dry: inHand.isOver, untilMs: inHand.opensInMs };
  } finally {
    await inHand.release();
  }
}

function claimingFor(
  { register, clock, mail }: DeliverNeeds,
  { incident, notice, lane = 0 }: Batch,
  { fence, begun, stored, stopping }: Batching,
): Omit<Claiming, 'limit'> {
  const of = { incident, notice, fence, lane };
  const { deliveries } = register;
  return {
    claim: (what) => deliveries.claim(what),
    release: (ids) => persist(() => deliveries.release(ids, fence), stopping),
    ...{ notice: { incident, notice }, fence, lane, begun, now: clock },
    handedBy: mail.idDomain,
    addressedTo: (mails) => readRecipients(register, mails, Object.keys(stored.texts)),
    releaseUnbegun: () => persist(() => deliveries.releaseAllBut([...begun], of), stopping),
  };
}

function isWithin(began: number): boolean {
  return performance.now() - began < ROUND_MS;
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
  { dry, untilMs }: End,
): Promise<BatchAnswer> {
  const { finished, nextAt, paused, ...counts } = await register.deliveries.progress(incident, notice);
  const scope = await register.scope.counts(incident);
  const goesOn = finished || (!dry && untilMs === 0);
  const inMs = paused ? LOOK_WHILE_PAUSED_MS : Math.ceil(untilMs);
  const waiting = inMs > 0 ? plus(clock(), inMs) : (nextAt ?? plus(clock(), UNANSWERED_MS));
  return { ...counts, finished, ...(goesOn ? {} : { nextAt: waiting }), scope };
}
