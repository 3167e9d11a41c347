import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { Client, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { BARE, GO, REFERENCE_QUEUE, type BareInput } from './bare';
import { prepare, write } from './durable';

const [address = '', databaseUrl = '', port = ''] = process.argv.slice(2);

/** The least that stands between a caller and a workflow: one hop of HTTP, one row on the disk before the engine is asked. */
async function main(): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl });
  await prepare(pool);
  const { workflow } = new Client({ connection: await Connection.connect({ address }) });
  const act = async (input: { id: string } | BareInput): Promise<string> => {
    await write(pool, JSON.stringify(input));
    if ('id' in input) {
      await workflow.getHandle(input.id).executeUpdate(GO, { args: [{}], updateId: randomUUID() });
      return input.id;
    }
    const workflowId = `reference-${randomUUID()}`;
    const options = { workflowId, taskQueue: REFERENCE_QUEUE, args: [input], workflowTaskTimeout: '5s' as const };
    await workflow.start(BARE, { ...options, staticSummary: 'reference' });
    return workflowId;
  };
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then(act)
      .then(
        (id) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id })),
        (fault: unknown) => response.writeHead(500).end(String(fault)),
      );
  });
  server.listen(Number(port), '127.0.0.1');
}

async function bodyOf(request: IncomingMessage): Promise<{ id: string } | BareInput> {
  if (request.method !== 'POST') throw new Error('POST it.');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as { id: string } | BareInput;
}

void main().catch((fault: unknown) => {
  process.stderr.write(`${String(fault)}\n`);
  process.exit(1);
});
