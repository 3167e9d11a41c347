import type { Client } from '@temporalio/client';

export interface RunningTemporal extends Client {
  /** Whether it answers. */
  isUp: boolean;
  /** Workflows that were looked at. */
  looked: string[];
}

/** For stories of more incidents than a server would run: each has a workflow that runs, without a timer, and lists are empty. */
export function runningTemporal(): RunningTemporal {
  const client = {
    isUp: true,
    looked: [] as string[],
    withDeadline: <T>(_deadline: number, act: () => Promise<T>) => act(),
    workflowService: {
      getSystemInfo: () => (client.isUp ? Promise.resolve({}) : Promise.reject(new Error('gone'))),
    },
    workflow: {
      getHandle: (workflowId: string) => ({
        describe: () => {
          client.looked.push(workflowId);
          return Promise.resolve({ workflowId, runId: 'run', status: { name: 'RUNNING' } });
        },
        fetchHistory: () => Promise.resolve({ events: [] }),
      }),
      list: () => [],
    },
  };
  return client as unknown as RunningTemporal;
}
