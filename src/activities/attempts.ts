import { ApplicationFailure } from '@temporalio/activity';
import { isNewer } from './fence';

interface RunningAttempt {
  fence: string;
  retire: AbortController;
  ended: Promise<void>;
}

/**
 * At most one running attempt per piece of work in this process. Temporal also times an attempt out when its process is only busy, or when
 * Temporal itself was down, and often gives the next attempt to the same process. The earlier attempt then finishes what it has started, so
 * that its messages are not sent again.
 */
export class Attempts {
  private readonly underWay = new Map<string, RunningAttempt>();

  /** @throws ApplicationFailure `Superseded` if a later attempt is running, or one starts while this one waits. */
  async replace<T>(key: string, fence: string, work: (retired: AbortSignal) => Promise<T>): Promise<T> {
    const before = this.underWay.get(key);
    if (before && isNewer(before.fence, fence)) throw superseded(key);
    before?.retire.abort();
    const retire = new AbortController();
    const result = (before?.ended ?? Promise.resolve()).then(() => {
      if (retire.signal.aborted) throw superseded(key);
      return work(retire.signal);
    });
    const mine = { fence, retire, ended: result.then(nothing, nothing) };
    this.underWay.set(key, mine);
    try {
      return await result;
    } finally {
      if (this.underWay.get(key) === mine) this.underWay.delete(key);
    }
  }
}

export function superseded(what: string): ApplicationFailure {
  return ApplicationFailure.retryable(`A later attempt is already sending ${what}; this one stops.`, 'Superseded');
}

function nothing(): void {}
