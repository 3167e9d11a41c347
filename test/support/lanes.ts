import { Worker, type WorkerOptions } from '@temporalio/worker';
import { MAIL_QUEUE, NOTICE_QUEUE } from '../../src/workflows/messages';

/** As the product's own worker has it. */
const UNCUT = { isolateExecutionTimeout: '1m' };

/** Tells a story while there are workers for all of Tocsin's task queues; the first has the name given. */
export async function withLanes<T>({ workflowBundle, ...options }: WorkerOptions, story: () => Promise<T>): Promise<T> {
  const mail = await Worker.create({ ...options, taskQueue: MAIL_QUEUE });
  const notices = await Worker.create({ ...options, taskQueue: NOTICE_QUEUE });
  const main = await Worker.create({ ...options, workflowBundle, ...UNCUT });
  return main.runUntil(() => mail.runUntil(() => notices.runUntil(story)));
}
