import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';

/*
 * Live 1. What changed is read anew once the API tells of it; while it tells nothing, everything is asked for every few seconds.
 * Live 2. A hidden tab holds no stream: browsers have six connections to one server, and somebody may have more tabs than that.
 * Live 3. What changed while no stream was open is read as soon as one is: nobody tells of it again.
 */

/** While nothing is told. */
const REFRESH_MS = 5_000;
/** What is told within this time is read anew at once. */
const GATHER_MS = 150;
/** The browser comes again by itself after a lost connection, and not after a refusal. */
const AGAIN_MS = 3_000;

let isLive = false;
const listeners = new Set<() => void>();

function setLive(live: boolean): void {
  isLive = live;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How often to ask by oneself. */
export function useRefresh(): number | false {
  return useSyncExternalStore(listen, () => isLive) ? false : REFRESH_MS;
}

/** Hears of changes for as long as the page is shown. Call once. */
export function useNews(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let end = follow(queries);
    const turn = () => {
      end();
      end = document.hidden ? () => undefined : follow(queries);
    };
    document.addEventListener('visibilitychange', turn);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      end();
    };
  }, [queries]);
}

function follow(queries: QueryClient): () => void {
  const reader = readerOf(queries);
  let stream: EventSource;
  let again: ReturnType<typeof setTimeout>;
  const open = () => {
    stream = new EventSource('/api/events');
    stream.addEventListener('open', () => {
      setLive(true);
      void readAll(queries);
    });
    stream.addEventListener('incident', ({ data }: MessageEvent<string>) => reader.changed(idIn(data)));
    stream.addEventListener('missed', () => reader.changed(undefined));
    stream.addEventListener('error', () => {
      setLive(false);
      // Tells a stream that ended after its time from an API that is away.
      void queries.invalidateQueries({ queryKey: ['session'] });
      if (stream.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
    });
  };
  open();
  return () => {
    clearTimeout(again);
    reader.end();
    stream.close();
    setLive(false);
  };
}

/** What is under way may have been answered before the stream was open, so it is read once more; it is not broken off, for it is what is shown first. */
async function readAll(queries: QueryClient): Promise<void> {
  const underWay = new Set(queries.getQueryCache().findAll({ fetchStatus: 'fetching' }));
  await queries.invalidateQueries({}, { cancelRefetch: false });
  await queries.invalidateQueries({ predicate: (query) => underWay.has(query) });
}

function idIn(data: string): string {
  return (JSON.parse(data) as { id: string }).id;
}

/** Gathers what changed; undefined is everything. */
function readerOf(queries: QueryClient) {
  let ids = new Set<string | undefined>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const readAnew = () => {
    const keys = ids.has(undefined) ? [[]] : [['incidents'], ...[...ids].map((id) => ['incident', id])];
    ids = new Set();
    timer = undefined;
    for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
  };
  return {
    changed: (id: string | undefined) => {
      ids.add(id);
      timer ??= setTimeout(readAnew, GATHER_MS);
    },
    end: () => clearTimeout(timer),
  };
}
