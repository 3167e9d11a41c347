import { Worker, type WorkerOptions } from '@temporalio/worker';
import { MAIL_QUEUE, NOTICE_QUEUE } from '../../src/workflows/messages';

/** The same limit as in the product's own worker. */
const WORKFLOW_TASK_LIMIT = { isolateExecutionTimeout: '1m' };

/** Runs a story with workers on all of Tocsin's task queues; the options name the main one. */
export async function withWorkers<T>(
  { workflowBundle, ...options }: WorkerOptions,
  story: () => Promise<T>,
): Promise<T> {
  const mail = await Worker.create({ ...options, taskQueue: MAIL_QUEUE });
  const notices = await Worker.create({ ...options, taskQueue: NOTICE_QUEUE });
  const main = await Worker.create({ ...options, workflowBundle, ...WORKFLOW_TASK_LIMIT });
  return main.runUntil(() => mail.runUntil(() => notices.runUntil(story)));
}
