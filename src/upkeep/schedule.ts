import { setTimeout as pause } from 'node:timers/promises';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { CHECK, TASK_QUEUE } from '../workflows/messages';
import { reasonOf } from './reason';

export const CHECK_SCHEDULE = 'tocsin-check';

const EVERY = '1 hour';
const RETRY_PAUSE_MS = 60_000;
const ANSWER_TIMEOUT_MS = 10_000;

export interface ScheduleNeeds {
  client: Client;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

/**
 * Makes sure that the check runs every hour, whoever created the schedule; a paused schedule stays paused. Never rejects: a worker works
 * without it, so it is retried in the background until it succeeds or `stopping` is aborted.
 */
export async function ensureCheckSchedule({ client, log }: ScheduleNeeds, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => createOrUpdate(client));
      log.info({ schedule: CHECK_SCHEDULE, every: EVERY }, 'The check is scheduled');
      return;
    } catch (fault) {
      log.warn(
        { schedule: CHECK_SCHEDULE, why: reasonOf(fault) },
        'The check cannot be scheduled; retried in a minute',
      );
      await pause(RETRY_PAUSE_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
    }
  }
}

async function createOrUpdate({ schedule }: Client): Promise<void> {
  try {
    await schedule.create(plan);
  } catch (fault) {
    if (!(fault instanceof ScheduleAlreadyRunning)) throw fault;
    const { spec, action, policies } = plan;
    await schedule.getHandle(CHECK_SCHEDULE).update(({ state }) => ({ spec, action, policies, state }));
  }
}

/** A missed check is not made up for: the next one finds as much. */
const plan = {
  scheduleId: CHECK_SCHEDULE,
  spec: { intervals: [{ every: EVERY }], jitter: '1 minute' },
  action: {
    type: 'startWorkflow',
    workflowType: CHECK,
    taskQueue: TASK_QUEUE,
    args: [{}],
    workflowId: CHECK_SCHEDULE,
    workflowExecutionTimeout: '58 minutes',
    staticSummary: 'the register held against itself and against Temporal',
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '5 minutes' },
} satisfies ScheduleOptions;
