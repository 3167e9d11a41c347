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

interface Lane {
  running: number;
  urgent: Waiter[];
  others: Waiter[];
}

/** Limits concurrency per key. Waiters run in order of arrival, urgent ones first. */
export function createTurns({ atOnce, waiting }: Limits): Turns {
  const lanes = new Map<string, Lane>();
  return async (key, { isUrgent, deadline }, act) => {
    const lane = lanes.get(key) ?? { running: 0, urgent: [], others: [] };
    lanes.set(key, lane);
    const queue = isUrgent ? lane.urgent : lane.others;
    if (lane.running < atOnce) lane.running += 1;
    else if (queue.length >= waiting || !(await called(queue, deadline))) return undefined;
    try {
      return await act();
    } finally {
      passOn(lane);
      if (lane.running === 0) lanes.delete(key);
    }
  };
}

/** The next waiter takes over the place of the one that ends, so that no newcomer slips in between. */
function passOn(lane: Lane): void {
  const next = lane.urgent.shift() ?? lane.others.shift();
  if (next) next();
  else lane.running -= 1;
}

function called(queue: Waiter[], deadline: number): Promise<boolean> {
  return new Promise((resolve) => {
    const giveUp = () => {
      queue.splice(queue.indexOf(call), 1);
      resolve(false);
    };
    const timer = setTimeout(giveUp, deadline - Date.now());
    const call = () => {
      clearTimeout(timer);
      resolve(true);
    };
    queue.push(call);
  });
}
