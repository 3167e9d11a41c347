import { WorkflowNotFoundError, type Client } from '@temporalio/client';

export interface RunningTemporal extends Client {
  /** Whether it answers. */
  isUp: boolean;
  /** Workflows that were looked at. */
  looked: string[];
  /** Workflows that it knows nothing of. */
  lost: Set<string>;
  /** Workflows that were started. */
  started: string[];
}

/** For stories of more incidents than a server would run: each has a workflow that runs, without a timer, and lists are empty. */
export function runningTemporal(): RunningTemporal {
  const client = {
    isUp: true,
    looked: [] as string[],
    lost: new Set<string>(),
    started: [] as string[],
    options: { namespace: 'default' },
    withDeadline: <T>(_deadline: number, act: () => Promise<T>) => act(),
    workflowService: {
      getSystemInfo: () => (client.isUp ? Promise.resolve({}) : Promise.reject(new Error('gone'))),
      describeTaskQueue: () =>
        Promise.resolve({ pollers: [{ lastAccessTime: { seconds: Math.floor(Date.now() / 1_000) } }] }),
    },
    schedule: { getHandle: () => ({ describe: () => Promise.resolve({ state: { paused: false } }) }) },
    workflow: {
      getHandle: (workflowId: string) => ({
        describe: () => {
          client.looked.push(workflowId);
          if (client.lost.has(workflowId))
            return Promise.reject(new WorkflowNotFoundError('not found', workflowId, undefined));
          const startTime = new Date(0);
          return Promise.resolve({ workflowId, runId: 'run', status: { name: 'RUNNING' }, startTime, raw: {} });
        },
        fetchHistory: () => Promise.resolve({ events: [] }),
      }),
      list: () => [],
      start: (_type: string, { workflowId }: { workflowId: string }) => {
        client.started.push(workflowId);
        return Promise.resolve();
      },
    },
  };
  return client as unknown as RunningTemporal;
}
