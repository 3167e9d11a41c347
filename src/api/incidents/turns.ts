export interface Limits {
  /** How many of one key may be under way at once. */
  atOnce: number;
  /** How many more may wait, of the urgent and of the others. */
  waiting: number;
}

export interface Turn {
  isUrgent: boolean;
  /** In milliseconds since 1970: who has had no turn by then has none. */
  deadline: number;
}

/** What came of the act, or undefined where it had no turn and was not begun. */
export type Turns = <T>(key: string, turn: Turn, act: () => Promise<T>) => Promise<T | undefined>;

type Waiter = () => void;

interface Lane {
  running: number;
  urgent: Waiter[];
  others: Waiter[];
}

/** Lets a few at a time do something with one key. The rest wait in the order in which they came, the urgent before all others. */
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

/** Whoever is called takes over the place of who ends: between the two nobody else comes in. */
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
