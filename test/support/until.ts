import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/** Waits for a condition, never for a length of time. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  within = PATIENCE_MS,
): Promise<NonNullable<T>> {
  const end = Date.now() + within;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`Waited ${within} ms in vain until ${what}.`);
    await pause(PAUSE_MS);
  }
}
