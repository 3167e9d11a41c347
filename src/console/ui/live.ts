import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';

/*
 * Live 1. What changed is read anew once the API tells of it; while it tells nothing, everything is asked for every few seconds.
 * Live 2. A hidden tab holds no stream: browsers have six connections to one server, and somebody may have more tabs than that.
 * Live 3. What changed while no stream was open is read as soon as one is: nobody tells of it again.
 * Live 4. What is told is read at once. What is being read then may have been answered before, so it is read once more, and is not broken off:
 *         else a burst of changes would show nothing before its end.
 */

/** While nothing is told. */
const REFRESH_MS = 5_000;
/** What is told within this time of a reading is read together, by the next. */
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
      reader.changed(undefined);
    });
    stream.addEventListener('incident', ({ data }: MessageEvent<string>) => reader.changed(idIn(data)));
    stream.addEventListener('post-mortem', ({ data }: MessageEvent<string>) => reader.changed(incidentIn(data)));
    stream.addEventListener('subject', ({ data }: MessageEvent<string>) => reader.subjectChanged(subjectIn(data)));
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

function idIn(data: string): string {
  return (JSON.parse(data) as { id: string }).id;
}

/** Of `INC-2026-0001/post-mortem`. */
function incidentIn(data: string): string {
  return idIn(data).replace(/\/.*/u, '');
}

function subjectIn(data: string): string {
  return (JSON.parse(data) as { subject: string }).subject;
}

/** Reads what changed; undefined is everything. */
function readerOf(queries: QueryClient) {
  const refresh = refresherOf(queries);
  const cache = queries.getQueryCache();
  let ids = new Set<string | undefined>();
  let subjects = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const readAnew = () => {
    timer = undefined;
    if (ids.size + subjects.size === 0) return;
    const found = [...keysOf(ids).flatMap((queryKey) => cache.findAll({ queryKey })), ...cache.findAll(isOf(subjects))];
    [ids, subjects] = [new Set(), new Set()];
    timer = setTimeout(readAnew, GATHER_MS);
    for (const query of new Set(found)) refresh(query);
  };
  const soon = () => {
    if (timer === undefined) readAnew();
  };
  return {
    changed: (id: string | undefined) => {
      ids.add(id);
      soon();
    },
    subjectChanged: (subject: string) => {
      subjects.add(subject);
      soon();
    },
    end: () => clearTimeout(timer),
  };
}

function keysOf(ids: ReadonlySet<string | undefined>): string[][] {
  if (ids.has(undefined)) return [[]];
  return ids.size === 0 ? [] : [['incidents'], ...[...ids].map((id) => ['incident', id ?? ''])];
}

/** What is read at the address of a subject, or below it; of people their names and the reader's roles, too. */
function isOf(subjects: ReadonlySet<string>): { predicate: (query: Query) => boolean } {
  return {
    predicate: ({ queryKey: [kind, path] }) => {
      const [, , subject = ''] = typeof path === 'string' ? path.split(/[/?]/) : [];
      return kind === 'read'
        ? subjects.has(subject)
        : (kind === 'people' || kind === 'session') && subjects.has('people');
    },
  };
}

/** One that nobody shows is marked, and read when somebody does. */
function refresherOf(queries: QueryClient): (query: Query) => void {
  const toComeAgain = new Set<Query>();
  const invalidate = (one: Query) => queries.invalidateQueries({ predicate: (query) => query === one });
  return (query) => {
    if (query.state.fetchStatus !== 'fetching') return void invalidate(query);
    if (toComeAgain.has(query)) return;
    toComeAgain.add(query);
    const comeAgain = () => {
      toComeAgain.delete(query);
      void invalidate(query);
    };
    query.promise?.then(comeAgain, comeAgain);
  };
}
