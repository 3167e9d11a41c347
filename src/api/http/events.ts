import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Changed, Register } from '../../register';

/*
 * Events 1. Whoever listens hears of a change once it is stored, or hears that something may have been missed.
 * Events 2. One connection to the database serves all who listen at this process, and none is held while nobody does.
 */

/** One who listens. `cursor` is what it resumes by. */
export interface Listener {
  changed: (news: Changed, cursor: string) => void;
  missed: (cursor: string) => void;
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
  const recent = openRecent();
  let listening: Promise<(() => Promise<void>) | undefined> | undefined;

  function changed(news: Changed): void {
    const cursor = recent.add(news);
    for (const listener of listeners) listener.changed(news, cursor);
  }

  function lost(): void {
    const cursor = recent.lose();
    for (const listener of listeners) listener.missed(cursor);
  }

  function begin() {
    return news.listen({ changed, lost }).catch((fault: unknown) => {
      log.warn({ err: fault }, 'news of incidents cannot be heard');
      listening = undefined;
      return undefined;
    });
  }

  function resume(listener: Listener, after: string | undefined): void {
    const news = recent.since(after);
    if (!news) return listener.missed(recent.cursor());
    for (const one of news) listener.changed(one.news, one.cursor);
  }

  function leave(listener: Listener): void {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    const ended = listening;
    listening = undefined;
    // Nobody hears what happens from now on.
    recent.lose();
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

/** The last changes, each with the cursor of whoever has heard it. Another process has other cursors. */
function openRecent() {
  const process = randomUUID();
  let kept: { news: Changed; cursor: string }[] = [];
  let count = 0;
  /** Of whoever has heard all but what is kept. */
  let before = cursor();

  function cursor(): string {
    return `${process}.${count}`;
  }

  return {
    cursor,
    add: (news: Changed): string => {
      count += 1;
      kept = [...kept, { news, cursor: cursor() }];
      for (const gone of kept.splice(0, kept.length - KEPT_MAX)) before = gone.cursor;
      return cursor();
    },
    /** Some changes may have been missed. */
    lose: (): string => {
      count += 1;
      kept = [];
      before = cursor();
      return before;
    },
    /** @returns what came after; undefined if nobody can say */
    since: (after: string | undefined) => {
      if (after === before) return kept;
      const index = kept.findIndex((one) => one.cursor === after);
      return index < 0 ? undefined : kept.slice(index + 1);
    },
  };
}
