import { setTimeout as pause } from 'node:timers/promises';
import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
  type ScheduleSummary,
} from '@temporalio/client';
import type { ExercisePlan } from '../domain/exercise/yearly';
import {
  CHECK,
  EXERCISE_ROUND,
  PROGRAMME_REVIEW,
  PROGRAMME_SCHEDULE,
  TASK_QUEUE,
  TRAINING_ROUND,
  TRAINING_SCHEDULE,
  VERIFICATION_ROUND,
  VERIFICATION_SCHEDULE,
} from '../workflows/messages';
import { reasonOf } from './reason';

export const CHECK_SCHEDULE = 'tocsin-check';
/** Before the name of a plan. */
export const EXERCISE_SCHEDULE = 'tocsin-exercise-';

const RETRY_PAUSE_MS = 60_000;
const ANSWER_TIMEOUT_MS = 10_000;

export interface ScheduleNeeds {
  client: Client;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  exercisePlans: Iterable<ExercisePlan>;
}

/**
 * Makes sure that the check, and what looks after training and contacts, run every hour, and that each plan's exercise is opened every year, whoever created
 * the schedules; a paused schedule stays paused. Never rejects: a worker works without them, so it is retried in the background until it succeeds
 * or `stopping` is aborted.
 */
export async function ensureSchedules(needs: ScheduleNeeds, stopping: AbortSignal): Promise<void> {
  const yearly = [...needs.exercisePlans].map(yearlyOf);
  const plans: Plan[] = [CHECK_PLAN, TRAINING_PLAN, VERIFICATION_PLAN, PROGRAMME_PLAN, ...yearly];
  const kept = new Set(yearly.map(({ scheduleId }) => scheduleId));
  await Promise.all([
    ...plans.map((plan) => untilDone(needs, stopping, plan.scheduleId, (client) => createOrUpdate(client, plan))),
    untilDone(needs, stopping, `${EXERCISE_SCHEDULE}*`, (client) => endOthers(client, kept)),
  ]);
}

async function untilDone(
  { client, log }: ScheduleNeeds,
  stopping: AbortSignal,
  schedule: string,
  act: (client: Client) => Promise<void>,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => act(client));
      log.info({ schedule }, 'The schedule is as it should be');
      return;
    } catch (fault) {
      log.warn({ schedule, why: reasonOf(fault) }, 'The schedule cannot be set; retried in a minute');
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

/** A plan whose file is gone opens nothing any more. */
async function endOthers({ schedule }: Client, kept: ReadonlySet<string>): Promise<void> {
  const gone: ScheduleSummary[] = [];
  for await (const one of schedule.list())
    if (one.action?.workflowType === EXERCISE_ROUND && !kept.has(one.scheduleId)) gone.push(one);
  for (const { scheduleId } of gone) await schedule.getHandle(scheduleId).delete();
}

type Plan = ScheduleOptions;

/** A missed one is not made up for: the next one finds as much. */
function hourly(scheduleId: string, workflowType: string, staticSummary: string): Plan {
  return {
    scheduleId,
    spec: { intervals: [{ every: '1 hour' }], jitter: '1 minute' },
    action: {
      ...starting(scheduleId, workflowType, {}, staticSummary),
      workflowExecutionTimeout: '58 minutes',
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '5 minutes' },
  };
}

/** One missed while Temporal was away is made up for, however late: it is of the year. */
function yearlyOf({ name, calledOn }: ExercisePlan): Plan {
  const scheduleId = `${EXERCISE_SCHEDULE}${name}`;
  const { day: dayOfMonth, ...when } = calledOn;
  return {
    scheduleId,
    spec: { calendars: [{ ...when, month: MONTHS[calledOn.month - 1], dayOfMonth }] },
    action: starting(scheduleId, EXERCISE_ROUND, { plan: name }, `the exercise of the plan ${name}`),
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '90 days' },
  };
}

const MONTHS = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];

function starting(workflowId: string, workflowType: string, input: object, staticSummary: string) {
  return {
    type: 'startWorkflow' as const,
    workflowType,
    taskQueue: TASK_QUEUE,
    args: [input],
    workflowId,
    staticSummary,
  };
}

const CHECK_PLAN = hourly(CHECK_SCHEDULE, CHECK, 'the register held against itself and against Temporal');
const TRAINING_PLAN = hourly(TRAINING_SCHEDULE, TRAINING_ROUND, 'courses given to whoever needs them');
const PROGRAMME_PLAN = hourly(PROGRAMME_SCHEDULE, PROGRAMME_REVIEW, 'all post-mortems of a year looked over');
const VERIFICATION_PLAN = hourly(
  VERIFICATION_SCHEDULE,
  VERIFICATION_ROUND,
  'contacts of customers asked whether they are right',
);
