export interface Limits {
  /** The most acts of one key that run at once. */
  atOnce: number;
  /** The most that may wait, of the urgent and of the others each. */
  waiting: number;
}

export interface Turn {
  isUrgent: boolean;
  /** Milliseconds since 1970. A waiter without a turn by then gives up. */
  deadline: number;
}

/** The act's result; undefined if it got no turn and was not begun. */
export type Turns = <T>(key: string, turn: Turn, act: () => Promise<T>) => Promise<T | undefined>;

type Waiter = () => void;

interface Queue {
  running: number;
  urgent: Waiter[];
  others: Waiter[];
}

/** Limits concurrency per key. Waiters run in order of arrival, urgent ones first. */
export function createTurns({ atOnce, waiting }: Limits): Turns {
  const queues = new Map<string, Queue>();
  return async (key, { isUrgent, deadline }, act) => {
    const queue = queues.get(key) ?? { running: 0, urgent: [], others: [] };
    queues.set(key, queue);
    const waiters = isUrgent ? queue.urgent : queue.others;
    if (queue.running < atOnce) queue.running += 1;
    else if (waiters.length >= waiting || !(await called(waiters, deadline))) return undefined;
    try {
      return await act();
    } finally {
      passOn(queue);
      if (queue.running === 0) queues.delete(key);
    }
  };
}

/** The next waiter takes over the place of the one that ends, so that no newcomer slips in between. */
function passOn(queue: Queue): void {
  const next = queue.urgent.shift() ?? queue.others.shift();
  if (next) next();
  else queue.running -= 1;
}

function called(waiters: Waiter[], deadline: number): Promise<boolean> {
  return new Promise((resolve) => {
    const giveUp = () => {
      waiters.splice(waiters.indexOf(call), 1);
      resolve(false);
    };
    const timer = setTimeout(giveUp, deadline - Date.now());
    const call = () => {
      clearTimeout(timer);
      resolve(true);
    };
    waiters.push(call);
  });
}
