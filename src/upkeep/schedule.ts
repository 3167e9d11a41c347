import { setTimeout as pause } from 'node:timers/promises';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { CHECK, TASK_QUEUE, TRAINING_ROUND, TRAINING_SCHEDULE } from '../workflows/messages';
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
 * Makes sure that the check, and what looks after training, run every hour, whoever created the schedules; a paused schedule stays paused. Never
 * rejects: a worker works without them, so it is retried in the background until it succeeds or `stopping` is aborted.
 */
export async function ensureSchedules(needs: ScheduleNeeds, stopping: AbortSignal): Promise<void> {
  await Promise.all([CHECK_PLAN, TRAINING_PLAN].map((plan) => ensure(needs, plan, stopping)));
}

async function ensure({ client, log }: ScheduleNeeds, plan: Plan, stopping: AbortSignal): Promise<void> {
  const { scheduleId: schedule } = plan;
  while (!stopping.aborted) {
    try {
      await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => createOrUpdate(client, plan));
      log.info({ schedule, every: EVERY }, 'The check is scheduled');
      return;
    } catch (fault) {
      log.warn({ schedule, why: reasonOf(fault) }, 'The check cannot be scheduled; retried in a minute');
      await pause(RETRY_PAUSE_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
    }
  }
}

async function createOrUpdate({ schedule }: Client, plan: Plan): Promise<void> {
  try {
    await schedule.create(plan);
  } catch (fault) {
    if (!(fault instanceof ScheduleAlreadyRunning)) throw fault;
    const { spec, action, policies } = plan;
    await schedule.getHandle(plan.scheduleId).update(({ state }) => ({ spec, action, policies, state }));
  }
}

/** A missed one is not made up for: the next one finds as much. */
function hourly(scheduleId: string, workflowType: string, staticSummary: string) {
  return {
    scheduleId,
    spec: { intervals: [{ every: EVERY }], jitter: '1 minute' },
    action: {
      type: 'startWorkflow',
      workflowType,
      taskQueue: TASK_QUEUE,
      args: [{}],
      workflowId: scheduleId,
      workflowExecutionTimeout: '58 minutes',
      staticSummary,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '5 minutes' },
  } satisfies ScheduleOptions;
}

type Plan = ReturnType<typeof hourly>;

const CHECK_PLAN = hourly(CHECK_SCHEDULE, CHECK, 'the register held against itself and against Temporal');
const TRAINING_PLAN = hourly(TRAINING_SCHEDULE, TRAINING_ROUND, 'courses given to whoever needs them');
