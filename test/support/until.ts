import { setTimeout as pause } from 'node:timers/promises';

const TIMEOUT_MS = 60_000;
/** What is soon true is soon seen, and what takes long is not asked of a busy machine twenty times a second. */
const PAUSES_MS = { first: 20, last: 250, growth: 1.5 };

/** Waits for a condition, never for a fixed time. */
export async function until<T>(what: string, look: () => T | Promise<T>, within = TIMEOUT_MS): Promise<NonNullable<T>> {
  const end = Date.now() + within;
  for (let pauseMs = PAUSES_MS.first; ; pauseMs = Math.min(pauseMs * PAUSES_MS.growth, PAUSES_MS.last)) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`Waited ${within} ms in vain until ${what}.`);
    await pause(pauseMs);
  }
}
