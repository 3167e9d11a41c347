import { loadDemo } from './load';

interface DemoLoader {
  readonly state: 'idle' | 'loading' | 'failed';
  /** Does nothing while it is loading; after a fault it goes on where it stopped. */
  begin: () => void;
  /** Interrupts it; what was done stays. */
  stop: () => Promise<void>;
}

/** Loads the demo company once somebody asks for it. */
export function createDemoLoader(place: Parameters<typeof loadDemo>[0], onFault: (fault: unknown) => void): DemoLoader {
  const asked = new AbortController();
  let state: DemoLoader['state'] = 'idle';
  let running: Promise<void> = Promise.resolve();
  const load = async () => {
    try {
      await loadDemo(place, asked.signal);
      state = 'idle';
    } catch (fault) {
      state = 'failed';
      onFault(fault);
    }
  };
  return {
    get state() {
      return state;
    },
    begin: () => {
      if (state === 'loading' || asked.signal.aborted) return;
      state = 'loading';
      running = load();
    },
    stop: () => {
      asked.abort();
      return running;
    },
  };
}
