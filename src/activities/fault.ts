import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { RegisterConflict, RegisterUnavailable } from '../register';
import { MailServerDown } from './channels/mail';
import type { Log } from './log';

/** Of several mails or rows that were worked on side by side, the failure that speaks for all; a dead server is the least news. */
export function raiseFault(ends: PromiseSettledResult<unknown>[]): void {
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [asError(end.reason)] : []));
  const fault = faults.find((one) => !(one instanceof MailServerDown)) ?? faults[0];
  if (fault) throw fault;
}

/**
 * A failure's message ends up in Temporal's history in the clear, where no name or address may go. Our own sentences hold none and go
 * there; of anything else just its kind does, and the rest is in this machine's log. All are tried again: none makes sense to give up on.
 */
export function discreet<Input, Output>(name: string, effect: (input: Input) => Promise<Output>, log: Log) {
  return async (input: Input): Promise<Output> => {
    try {
      return await effect(input);
    } catch (reason) {
      if (reason instanceof ApplicationFailure || reason instanceof CancelledFailure) throw reason;
      const error = asError(reason);
      const ours =
        error instanceof RegisterUnavailable || error instanceof RegisterConflict || error instanceof MailServerDown;
      log.error({ activity: name, err: error }, 'An effect failed and is tried again');
      throw ApplicationFailure.retryable(
        ours ? error.message : `${name} failed; the worker's log says why.`,
        error.name,
      );
    }
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
