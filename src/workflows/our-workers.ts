import { CancellationScope, log, sleep, uuid4 } from '@temporalio/workflow';
import { bare, sealOf } from '../domain/primitives/seal';

/** Has an activity done. `work` schedules it, each time under the id that it is given. */
export type Ask = <Answer extends object>(
  name: string,
  work: (options: { activityId?: string }) => Promise<Answer>,
) => Promise<Answer>;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

interface Means {
  /** Hears which activity was answered by somebody else. */
  onForged?: (name: string) => void;
  /** The activities may end without success; otherwise ours are tried until they succeed, and a failure is somebody else's. */
  mayFail?: boolean;
}

/**
 * Whoever reaches Temporal can take work from a queue and answer it, or fail it. What no worker of ours sealed as the answer to this one
 * scheduling is not believed: the work is done again. An activity's id names its kind and its run, so that no answer fits another.
 */
export function askOurWorkers({ isSealed }: { isSealed: boolean }, { onForged, mayFail = false }: Means = {}): Ask {
  if (!isSealed) return asBefore;
  const run = uuid4().slice(0, 8);
  let count = 0;
  return async (name, work) => {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      const answer = await work({ activityId: `${(count += 1)}.${name}.${run}` }).catch((fault: unknown) => {
        // A cancellation that nobody here asked for is somebody else's too.
        if (mayFail || CancellationScope.current().consideredCancelled) throw fault;
      });
      if (answer && isFromOurWorker(answer)) return bare(answer);
      log.error('An answer came from no worker of ours', { activity: name });
      onForged?.(name);
      await sleep(pause, { summary: `${name}: again` });
    }
  };
}

/** In a run of a release that did not seal: nothing more may be awaited there, for then its recorded steps would come in another order. */
const asBefore: Ask = (_name, work) => work({});

function isFromOurWorker(answer: object): boolean {
  const { by, here } = sealOf(answer) ?? { by: 'nobody', here: false };
  return by === 'worker' && here;
}

/** What is asked once it is closed is never done; what is under way then may still be answered. */
export function closable(ask: Ask) {
  let isClosed = false;
  let underWay = 0;
  const counted: Ask = (name, work) => {
    const answer = ask(name, work);
    underWay += 1;
    const ended = () => void (underWay -= 1);
    // Beside whoever asked, who hears of it no later than without.
    answer.then(ended, ended);
    return answer;
  };
  const opened: Ask = (name, work) => (isClosed ? new Promise<never>(() => undefined) : counted(name, work));
  return { ask: opened, close: () => void (isClosed = true), isIdle: () => underWay === 0 };
}
