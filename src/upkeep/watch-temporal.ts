import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { millisecondsOf } from '../domain/primitives/instant';
import type { Finding, Register } from '../register';
import { MAIL_QUEUE, NOTICE_QUEUE, TASK_QUEUE } from '../workflows/messages';
import { answers } from './looks';
import { reasonOf } from './reason';
import { CHECK_SCHEDULE } from './schedule';

export interface TemporalNeeds {
  register: Pick<Register, 'checks' | 'time'>;
  client: Client;
  /** Milliseconds. */
  pace: { workerAwayAfter: number; checkLateAfter: number };
}

export interface Looked {
  found: Finding[];
  /** What was looked at: what was found of it before, and is not now, is over. */
  looked: string[];
}

export const TEMPORAL = 'Temporal';
const CHECK_SUBJECT = 'hourly check';
const AWAY = 'away';
const ANSWER_TIMEOUT_MS = 5_000;
const NO_WORKER = 'no-worker';

const { TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY } = temporal.api.enums.v1.TaskQueueType;
const QUEUES = [
  { name: TASK_QUEUE, taskQueueType: TASK_QUEUE_TYPE_WORKFLOW, stops: 'no incident goes on' },
  { name: MAIL_QUEUE, taskQueueType: TASK_QUEUE_TYPE_ACTIVITY, stops: 'no alert is sent' },
  { name: NOTICE_QUEUE, taskQueueType: TASK_QUEUE_TYPE_ACTIVITY, stops: 'no notice is sent' },
];

/** @param runningMs for how long the watch has run: a check that was missed before is no finding */
export async function lookAtTemporal(needs: TemporalNeeds, runningMs: number): Promise<Looked> {
  try {
    await answers(needs.client, ANSWER_TIMEOUT_MS);
  } catch (fault) {
    const sentence = `it does not answer (${reasonOf(fault)}): no incident goes on and no alert is sent until it does`;
    return { found: [{ subject: TEMPORAL, kind: AWAY, sentence }], looked: [TEMPORAL] };
  }
  const nowMs = await needs.register.time.read();
  const found = [
    await scheduleFinding(needs.client),
    await checkFinding(needs, nowMs, runningMs),
    ...(await Promise.all(QUEUES.map((queue) => queueFinding(needs, queue, nowMs)))),
  ];
  return {
    found: found.filter((one) => one !== undefined),
    looked: [TEMPORAL, CHECK_SUBJECT, ...QUEUES.map(({ name }) => queueSubject(name))],
  };
}

export function isAway({ found }: Looked): boolean {
  return found.some(({ subject, kind }) => subject === TEMPORAL && kind === AWAY);
}

/** Whether Temporal answers, and workers ask it for work. */
export function worksOn({ found }: Looked): boolean {
  return !found.some(({ kind }) => kind === AWAY || kind === NO_WORKER);
}

async function scheduleFinding({ schedule }: Client): Promise<Finding | undefined> {
  const named = `its schedule ${CHECK_SCHEDULE}`;
  try {
    const { state } = await schedule.getHandle(CHECK_SCHEDULE).describe();
    if (!state.paused) return undefined;
    const sentence = `${named} is paused. Go on with it: npm run temporal -- schedule toggle --schedule-id ${CHECK_SCHEDULE} --unpause --reason checked`;
    return { subject: CHECK_SUBJECT, kind: 'paused', sentence };
  } catch (fault) {
    if (!(fault instanceof ScheduleNotFoundError)) throw fault;
    const sentence = `${named} is not there. Start a worker anew, which makes it again`;
    return { subject: CHECK_SUBJECT, kind: 'missing', sentence };
  }
}

async function checkFinding(
  { register, pace }: TemporalNeeds,
  nowMs: number,
  runningMs: number,
): Promise<Finding | undefined> {
  const last = await register.checks.last();
  if (!last || runningMs < pace.checkLateAfter || nowMs - millisecondsOf(last.at) < pace.checkLateAfter)
    return undefined;
  return { subject: CHECK_SUBJECT, kind: 'late', sentence: `the last one that came to its end began ${last.at}` };
}

async function queueFinding(
  { client, pace }: TemporalNeeds,
  { name, taskQueueType, stops }: (typeof QUEUES)[number],
  nowMs: number,
): Promise<Finding | undefined> {
  const { namespace } = client.options;
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name },
    taskQueueType,
  });
  const last = Math.max(...pollers.map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000));
  if (last > nowMs - pace.workerAwayAfter) return undefined;
  const sentence = `no worker asks Temporal for its work, and ${stops} until one does`;
  return { subject: queueSubject(name), kind: NO_WORKER, sentence };
}

function queueSubject(name: string): string {
  return `task queue ${name}`;
}
