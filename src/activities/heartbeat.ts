import { Context } from '@temporalio/activity';

const HEARTBEAT_INTERVAL_MS = 2_000;

/** Heartbeats while `work` runs, with details that the next attempt can read. */
export async function heartbeating<T>(details: () => unknown, work: (stopping: AbortSignal) => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(details()), HEARTBEAT_INTERVAL_MS);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(timer);
    context.heartbeat(details());
  }
}
