import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Makes payloads of failure messages and stacks too, so that the codec encrypts them. Also part of the workflow bundle: no Node imports.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
