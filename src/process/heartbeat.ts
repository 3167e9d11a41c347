import type { Log } from '../activities';

const TIMEOUT_MS = 10_000;

/** Tells a monitor outside, by a GET, that all is well. When it hears nothing for minutes it alerts; a failure here is only logged. */
export function createHeartbeat(url: string | undefined, log: Log): () => Promise<void> {
  return async () => {
    if (url === undefined) return;
    try {
      const { status } = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (status >= 300) log.warn({ status }, 'HEARTBEAT_URL did not take the heartbeat');
    } catch (fault) {
      log.warn({ err: fault }, 'HEARTBEAT_URL cannot be reached');
    }
  };
}
