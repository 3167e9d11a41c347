import { setTimeout as pause } from 'node:timers/promises';

const TIMEOUT_MS = 60_000;
const PAUSE_MS = 50;

/** Waits for a condition, never for a fixed time. */
export async function until<T>(what: string, look: () => T | Promise<T>, within = TIMEOUT_MS): Promise<NonNullable<T>> {
  const end = Date.now() + within;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`Waited ${within} ms in vain until ${what}.`);
    await pause(PAUSE_MS);
  }
}
