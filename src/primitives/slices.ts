import { createHash } from 'node:crypto';
import { setImmediate as othersServed } from 'node:timers/promises';

/** Awaited between the parts of long work: once the slice of time is spent, other requests are served first. */
export type Pause = () => Promise<void>;

const SLICE_MS = 15;
const HASHED_AT_ONCE_BYTES = 2 ** 20;

export function openSlices(): Pause {
  let end = performance.now() + SLICE_MS;
  return async () => {
    if (performance.now() < end) return;
    await othersServed();
    end = performance.now() + SLICE_MS;
  };
}

/** SHA-256 in hexadecimal, as of all the bytes at once. */
export async function hashInSlices(bytes: Buffer, pause: Pause): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += HASHED_AT_ONCE_BYTES) {
    hash.update(bytes.subarray(at, at + HASHED_AT_ONCE_BYTES));
    await pause();
  }
  return hash.digest('hex');
}

/** As `Buffer.concat`: to copy tens of megabytes at one go would keep others waiting. */
export async function together(chunks: readonly Uint8Array[], pause: Pause = openSlices()): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
    await pause();
  }
  return bytes;
}
