import { NativeConnection, Worker } from '@temporalio/worker';
import { Pool } from 'pg';
import { BARE_QUEUE, REFERENCE_QUEUE } from './bare';
import { prepare, write } from './durable';

const [address, databaseUrl] = process.argv.slice(2);

/** The bare workflows' worker: a process of its own, like the product's, with the same settings. With a database it is the reference's. */
async function main(): Promise<void> {
  const connection = await NativeConnection.connect({ address });
  const nothing = databaseUrl === undefined ? () => Promise.resolve() : await writingTo(databaseUrl);
  const worker = await Worker.create({
    connection,
    namespace: 'default',
    taskQueue: databaseUrl === undefined ? BARE_QUEUE : REFERENCE_QUEUE,
    workflowsPath: require.resolve('./bare'),
    activities: { nothing },
    stickyQueueScheduleToStartTimeout: '3s',
    maxCachedWorkflows: 500,
  });
  await worker.run();
}

async function writingTo(url: string): Promise<() => Promise<void>> {
  const pool = new Pool({ connectionString: url });
  await prepare(pool);
  return () => write(pool, 'a page');
}

void main().catch((fault: unknown) => {
  process.stderr.write(`${String(fault)}\n`);
  process.exit(1);
});
