import {
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  patched,
  proxyActivities,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities, BatchAnswer } from '../activities';
import type { ExerciseMark } from '../domain/exercise/mark';
import type { Instant } from '../domain/primitives/instant';
import { waitMs } from '../domain/primitives/pace';
import { SYSTEM } from '../domain/primitives/people';
import { bare } from '../domain/primitives/seal';
import type { IncidentId } from '../domain/case/state';
import type { NoticeCounts, NoticeKind } from '../domain/notices/state';
import { beginningOf, type Begun } from './beginning';
import { NOTICE_QUEUE, TAKEOVER_RETRY } from './messages';
import { askOurWorkers } from './our-workers';

export interface NoticeInput extends Begun {
  incident: IncidentId;
  notice: number;
  kind: NoticeKind;
  /** SHA-256, hex, of the approved and released text. */
  hash: string;
  /** Of what each recipient reads, as approved. */
  recipientsHash?: string;
  /** By when customers are owed it, as it stood when the notice began; none, where that has passed. */
  due?: Instant;
  /** What is sent again was planned before. */
  again?: true;
  /** Of an incident that is an exercise: it leaves by no channel to the outside, and by the time of its story. */
  exercise?: ExerciseMark;
}

const retry = { initialInterval: '1s', maximumInterval: '1m' } as const;
const { planNotice } = proxyActivities<Activities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry,
});
const { sendBatch } = proxyActivities<Activities>({
  taskQueue: NOTICE_QUEUE,
  // A dead worker shows by its missing heartbeats. This is longer than a batch may wait for slow answers.
  startToCloseTimeout: '1h',
  heartbeatTimeout: '8s',
  retry: TAKEOVER_RETRY,
});

const MAX_BATCHES_PER_RUN = 200;
/** Above so many recipients as many senders share the notice, each in a lane of its own: in one worker, or in several. */
const MANY = 2_000;
const LANES = 4;
const MIN_PAUSE_MS = 5_000;
const REPORT_RETRY_PAUSES = ['1s', '2s', '4s', '8s', '16s', '30s'] as const;

/**
 * Delivers one released notice to every contact it is for, however long that takes, and reports progress to the incident.
 * The contacts stay in the register; this workflow knows only counts. A new run starts from the same input: planning is idempotent.
 */
export async function notice(input: NoticeInput): Promise<NoticeCounts> {
  const ask = askOurWorkers(beginningOf(input));
  const { incident, notice: number, kind, hash, recipientsHash, due, exercise } = input;
  const planned = input.again
    ? undefined
    : await ask('planNotice', (own) =>
        planNotice.executeWithOptions({ ...own, summary: `plan ${kind} notice ${number}` }, [
          { incident, notice: number, hash, ...(recipientsHash && { recipientsHash }) },
        ]),
      );
  const lanes = planned ? lanesFor(planned) : 1;
  let reported = '';
  for (let pass = 0; pass < MAX_BATCHES_PER_RUN; pass += 1) {
    const send = (lane: number) => {
      const batch = {
        ...{ incident, notice: number, kind },
        ...(due && { due }),
        ...(lane > 0 && { lane }),
        ...(exercise && { exercise }),
      };
      return ask('sendBatch', (own) =>
        sendBatch.executeWithOptions({ ...own, summary: `send ${kind} notice ${number}` }, [batch]),
      );
    };
    const answer = await sendSideBySide(send, lanes);
    if (answer.finished || JSON.stringify(progressOf(answer)) !== reported) await reportProgress(input, answer);
    reported = JSON.stringify(progressOf(answer));
    if (answer.finished) return countsOf(answer);
    if (answer.nextAt)
      await sleep(Math.max(MIN_PAUSE_MS, waitMs(answer.nextAt, Date.now(), exercise?.pace)), {
        summary: `notice ${number}: next attempt`,
      });
  }
  return await continueAsNew<typeof notice>({ ...bare(input), from: workflowInfo().runId });
}

/**
 * Whether a notice is so large that several workers share it. Since 0.2.0: before that one batch at a time was sent, and a history of a
 * large notice goes on so.
 */
function lanesFor({ deliveries }: NoticeCounts): number {
  return deliveries > MANY && patched('notice-lanes') ? LANES : 1;
}

/** The first lane counts, so it goes once more when all others have ended. */
async function sendSideBySide(send: (lane: number) => Promise<BatchAnswer>, lanes: number): Promise<BatchAnswer> {
  const [first, ...others] = await Promise.all(Array.from({ length: lanes }, (_, lane) => send(lane)));
  if (!first) throw new Error('A notice has a lane.');
  const isOver = others.every(({ finished, nextAt }) => finished || nextAt !== undefined);
  if (others.length === 0 || first.finished) return first;
  if (isOver) return send(0);
  const { nextAt: _, ...goesOn } = first;
  return goesOn;
}

/**
 * Signals by workflow id without run id, so that it reaches whichever run of the incident is current. The last report is retried for a
 * minute, since the incident may be between two runs. An incident that is over has the counts in the register.
 */
async function reportProgress({ incident, notice: number }: NoticeInput, answer: BatchAnswer): Promise<void> {
  const command = 'deliveries-rolled-up';
  const rollUp = { command, by: SYSTEM, door: 'system', notice: number, ...progressOf(answer) };
  for (const pause of answer.finished ? [...REPORT_RETRY_PAUSES, undefined] : [undefined]) {
    try {
      await getExternalWorkflowHandle(incident).signal(command, rollUp);
      return;
    } catch (fault) {
      if (isCancellation(fault)) throw fault;
      log.warn('The incident did not accept a progress report of its notice', {
        incident,
        notice: number,
        again: pause,
      });
      if (pause) await sleep(pause, { summary: `notice ${number}: report again` });
    }
  }
}

function progressOf(answer: BatchAnswer) {
  return { counts: countsOf(answer), finished: answer.finished, ...answer.scope };
}

function countsOf({ finished: _finished, nextAt: _nextAt, scope: _scope, ...counts }: BatchAnswer): NoticeCounts {
  return counts;
}
