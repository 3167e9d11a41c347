import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { log, ParentClosePolicy, startChild, type ChildWorkflowOptions } from '@temporalio/workflow';

interface Apart extends Pick<ChildWorkflowOptions, 'workflowTaskTimeout'> {
  workflowId: string;
  args: [object];
  staticSummary: string;
}

/** Starts a workflow once, which goes on whatever becomes of this one. */
export async function startApart(type: string, options: Apart): Promise<void> {
  const { workflowId } = options;
  try {
    await startChild(type, {
      ...options,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    });
  } catch (fault) {
    if (!(fault instanceof WorkflowExecutionAlreadyStartedError)) throw fault;
    log.info('It runs already, or did', { workflowId });
  }
}
