import { isGrpcServiceError, type Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { isOursIn, sealOf, workflowPlace } from '../../domain/primitives/seal';

/** Whether the newest run of a workflow has an input that a process of ours sealed for it. */
export async function isBegunByUs(client: Client, workflowId: string): Promise<boolean> {
  const { namespace, loadedDataConverter } = client.options;
  try {
    const { history } = await client.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution: { workflowId },
      maximumPageSize: 1,
    });
    const { input } = history?.events?.[0]?.workflowExecutionStartedEventAttributes ?? {};
    const [opening] = await decodeArrayFromPayloads(loadedDataConverter, input?.payloads);
    return sealOf(opening) !== undefined && isOursIn(workflowPlace(namespace, workflowId), opening);
  } catch (fault) {
    if (isGrpcServiceError(fault) && NOT_FOUND.includes(fault.code)) return false;
    throw fault;
  }
}

/** gRPC's code. */
const NOT_FOUND = [5];
