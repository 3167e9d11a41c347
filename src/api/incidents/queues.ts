import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { MAIL_QUEUE, NOTICE_QUEUE, TASK_QUEUE } from '../../workflows/messages';

const { TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY } = temporal.api.enums.v1.TaskQueueType;
const QUEUES = [
  { name: TASK_QUEUE, tasks: 'workflow', taskQueueType: TASK_QUEUE_TYPE_WORKFLOW },
  { name: TASK_QUEUE, tasks: 'activity', taskQueueType: TASK_QUEUE_TYPE_ACTIVITY },
  { name: MAIL_QUEUE, tasks: 'activity', taskQueueType: TASK_QUEUE_TYPE_ACTIVITY },
  { name: NOTICE_QUEUE, tasks: 'activity', taskQueueType: TASK_QUEUE_TYPE_ACTIVITY },
] as const;

/** Tasks that no worker has taken yet: about how many, and for how long the oldest waits. */
export interface QueueLag {
  queue: string;
  tasks: 'workflow' | 'activity';
  waiting: number;
  oldestMs: number;
}

export function readQueues({ workflowService, options: { namespace } }: Client): Promise<QueueLag[]> {
  return Promise.all(
    QUEUES.map(async ({ name, tasks, taskQueueType }) => {
      const { stats } = await workflowService.describeTaskQueue({
        ...{ namespace, taskQueue: { name }, taskQueueType, reportStats: true },
      });
      const { seconds, nanos } = stats?.approximateBacklogAge ?? {};
      const oldestMs = Number(seconds ?? 0) * 1_000 + Math.round((nanos ?? 0) / 1e6);
      return { queue: name, tasks, waiting: Number(stats?.approximateBacklogCount ?? 0), oldestMs };
    }),
  );
}
