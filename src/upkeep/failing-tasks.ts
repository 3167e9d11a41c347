import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { Finding } from '../register';

/*
 * Temporal tries a workflow task again for ever. Until it succeeds the process takes no command, and its clocks do not strike.
 */

/** One may fail while workers change places, and a second where they are busy. */
const FAILING_FROM_ATTEMPT = 4;
/** The failure that began it is among the last events: later attempts leave none. */
const LAST_EVENTS = 10;

const Cause = temporal.api.enums.v1.WorkflowTaskFailedCause;

/** What operators are to know of a workflow whose task fails again and again. */
export async function failingTask(
  client: Client,
  subject: string,
  workflow?: WorkflowExecutionDescription,
): Promise<Finding[]> {
  const attempt = workflow?.raw.pendingWorkflowTask?.attempt ?? 1;
  if (!workflow || attempt < FAILING_FROM_ATTEMPT) return [];
  const why = WORDS[await causeOf(client, workflow)] ?? OTHER;
  const sentence = `the task of its workflow has failed ${attempt - 1} times in a row: ${why}. Until it succeeds no command is answered and no clock of it strikes. What to do: docs/operating/upgrade.md, "When a workflow task fails"`;
  return [{ subject, kind: 'failing', sentence }];
}

/** The number of Temporal's cause; 0 where no worker said one, for none answered in time. */
async function causeOf(client: Client, { workflowId, runId }: WorkflowExecutionDescription): Promise<number> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: LAST_EVENTS,
  });
  const last = (history?.events ?? []).find((event) => event.workflowTaskFailedEventAttributes);
  return last?.workflowTaskFailedEventAttributes?.cause ?? 0;
}

/** No message of the failure: it may quote what people wrote, and the worker's log has it. */
const WORDS: Record<number, string> = {
  [Cause.WORKFLOW_TASK_FAILED_CAUSE_UNSPECIFIED]: 'no worker finished it in its time',
  [Cause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR]:
    'the workflow code of the workers does not do again what is in its history',
  [Cause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE]: 'the workflow code ended in an error',
};
const OTHER = 'Temporal did not take what the worker answered';
