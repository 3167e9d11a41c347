import { useSyncExternalStore } from 'react';

/** The server's time less this device's, so that a phone whose clock is wrong counts down right all the same. */
let aheadMs = 0;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
const SECOND_MS = 1_000;

export function noteServerTime(date: string | null): void {
  const server = Date.parse(date ?? '');
  // HTTP dates are whole seconds.
  if (Number.isNaN(server) || Math.abs(server - serverNow()) <= 2 * SECOND_MS) return;
  aheadMs = server - Date.now();
  tick();
}

/** The server's time, in milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}

/** The server's time, each second anew. All who ask share one timer. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => now);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, SECOND_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function tick(): void {
  now = Math.floor(serverNow() / SECOND_MS) * SECOND_MS;
  for (const listener of listeners) listener();
}
tick();
