import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { MailServerDown } from './channels/mail';
import type { Log } from './log';

/** Of several mails or rows that were worked on side by side, the failure that speaks for all; a dead server is the least news. */
export function raiseFault(ends: PromiseSettledResult<unknown>[]): void {
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [asError(end.reason)] : []));
  const fault = faults.find((one) => !(one instanceof MailServerDown)) ?? faults[0];
  if (fault) throw fault;
}

/**
 * A failure's message may hold names and addresses. It goes into Temporal's history, where it is encrypted, and of its kind alone the
 * log of this machine has a line. All are tried again: none makes sense to give up on.
 */
export function discreet<Input, Output>(name: string, effect: (input: Input) => Promise<Output>, log: Log) {
  return async (input: Input): Promise<Output> => {
    try {
      return await effect(input);
    } catch (reason) {
      if (reason instanceof ApplicationFailure || reason instanceof CancelledFailure) throw reason;
      const error = asError(reason);
      log.error({ activity: name, err: error }, 'An effect failed and is tried again');
      throw ApplicationFailure.retryable(error.message, error.name);
    }
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
