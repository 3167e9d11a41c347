import { NativeConnection, Worker } from '@temporalio/worker';
import { BARE_QUEUE } from './bare';

const [address] = process.argv.slice(2);

/** The bare workflows' worker: a process of its own, like the product's, with the same settings. */
async function main(): Promise<void> {
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace: 'default',
    taskQueue: BARE_QUEUE,
    workflowsPath: require.resolve('./bare'),
    activities: { nothing: () => Promise.resolve() },
    stickyQueueScheduleToStartTimeout: '3s',
    maxCachedWorkflows: 500,
  });
  await worker.run();
}

void main().catch((fault: unknown) => {
  process.stderr.write(`${String(fault)}\n`);
  process.exit(1);
});
