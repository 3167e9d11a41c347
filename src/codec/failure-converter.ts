import { DefaultFailureConverter } from '@temporalio/common';

/** Messages and stacks of failures are payloads too, so that the codec has them. Also part of the workflow bundle: no Node here. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
