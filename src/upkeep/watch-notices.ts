import type { Client } from '@temporalio/client';
import type { Finding } from '../register';
import { NOTICE } from '../workflows/messages';
import { failingTask } from './failing-tasks';
import { describe } from './watch-processes';
import type { Looked } from './watch-temporal';

/** How many notices that are being sent one round asks about. */
const MAX_NOTICES = 200;

/** Notices that are being sent: the register has what they did, and only Temporal knows whether their code fails. */
export function createNoticeLook(client: Client): () => Promise<Looked> {
  let failing: string[] = [];
  return async () => {
    const found: Finding[] = [];
    const sending = await sendingNow(client);
    for (const id of sending) found.push(...(await failingTask(client, id, await describe(client, id))));
    const looked = [...new Set([...sending, ...failing])];
    failing = found.map(({ subject }) => subject);
    return { found, looked };
  };
}

async function sendingNow(client: Client): Promise<string[]> {
  const ids: string[] = [];
  const query = `WorkflowType = "${NOTICE}" AND ExecutionStatus = "Running"`;
  for await (const { workflowId } of client.workflow.list({ query })) {
    ids.push(workflowId);
    if (ids.length === MAX_NOTICES) break;
  }
  return ids;
}
