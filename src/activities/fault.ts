import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { MailServerDown } from './channels/mail';
import type { Log } from './log';

/** The failure that stands for several concurrent mails or rows. Any other failure comes before a mail server that is down. */
export function throwFirst(ends: PromiseSettledResult<unknown>[]): void {
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [asError(end.reason)] : []));
  const fault = faults.find((one) => !(one instanceof MailServerDown)) ?? faults[0];
  if (fault) throw fault;
}

/**
 * A failure's message may hold names and addresses. It goes into Temporal's history, where it is encrypted; this machine's log gets only
 * the kind of error. Every failure is retried: none is worth giving up on.
 */
export function withRedactedFailure<Input, Output>(name: string, effect: (input: Input) => Promise<Output>, log: Log) {
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

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;

/**
 * Exponential backoff between failed attempts. It is set here and not in the retry policy, since that interval also delays the takeover
 * from a dead worker, which must be quick. A failure that names its own delay keeps it.
 */
export function withBackoff<Input, Output>(effect: (input: Input) => Promise<Output>) {
  return async (input: Input): Promise<Output> => {
    try {
      return await effect(input);
    } catch (fault) {
      if (!(fault instanceof ApplicationFailure) || fault.nextRetryDelay !== undefined) throw fault;
      const { attempt } = Context.current().info;
      throw ApplicationFailure.create({
        message: fault.message,
        type: fault.type ?? fault.name,
        nextRetryDelay: Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1)),
      });
    }
  };
}

export function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
