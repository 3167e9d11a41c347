import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Changed, Register } from '../../register';

/*
 * Events 1. Whoever listens hears of a change once it is stored, or hears that something may have been missed.
 * Events 2. One connection to the database serves all who listen at this process, and none is held while nobody does.
 */

/** One who listens. `place` is what it resumes by. */
export interface Listener {
  changed: (news: Changed, place: string) => void;
  missed: (place: string) => void;
}

export interface Events {
  /** @returns what ends it; undefined while too many listen already */
  join(listener: Listener, after?: string): Promise<(() => void) | undefined>;
  /** For when the process stops: nobody joins any more, and each stream is ended by `onStop`. */
  stop(): Promise<void>;
  onStop(end: () => void): () => void;
}

const LISTENERS_MAX = 500;
const KEPT_MAX = 1_000;

export function createEvents({ news }: Pick<Register, 'news'>, log: Logger, most = LISTENERS_MAX): Events {
  const listeners = new Set<Listener>();
  const ends = new Set<() => void>();
  const process = randomUUID();
  let kept: { news: Changed; number: number }[] = [];
  let count = 0;
  let listening: Promise<(() => Promise<void>) | undefined> | undefined;
  const placeOf = (number: number) => `${process}.${number}`;

  function changed(one: Changed): void {
    count += 1;
    kept = [...kept.slice(1 - KEPT_MAX), { news: one, number: count }];
    for (const listener of listeners) listener.changed(one, placeOf(count));
  }

  function lost(): void {
    count += 1;
    kept = [];
    for (const listener of listeners) listener.missed(placeOf(count));
  }

  function begin() {
    return news.listen({ changed, lost }).catch((fault: unknown) => {
      log.warn({ err: fault }, 'news of incidents cannot be heard');
      listening = undefined;
      return undefined;
    });
  }

  /** What came after `place`, or that nobody can say. */
  function resume(listener: Listener, place: string | undefined): void {
    const number = place?.startsWith(`${process}.`) ? Number(place.slice(process.length + 1)) : NaN;
    const first = kept[0]?.number ?? count + 1;
    if (!(number >= first - 1 && number <= count)) return listener.missed(placeOf(count));
    for (const one of kept.filter((each) => each.number > number)) listener.changed(one.news, placeOf(one.number));
  }

  function leave(listener: Listener): void {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    const ended = listening;
    listening = undefined;
    kept = [];
    void ended?.then((end) => end?.()).catch((fault: unknown) => log.warn({ err: fault }, 'news go on unheard'));
  }

  return {
    join: async (listener, after) => {
      if (listeners.size >= most) return undefined;
      listeners.add(listener);
      listening ??= begin();
      await listening;
      resume(listener, after);
      return () => leave(listener);
    },
    onStop: (end) => {
      ends.add(end);
      return () => ends.delete(end);
    },
    stop: async () => {
      const last = listening;
      for (const end of ends) end();
      await last?.then((end) => end?.());
    },
  };
}
