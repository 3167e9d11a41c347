import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** About three hundred lines. */
const BUFFER_BYTES = 64 * 1024;
const RETRY_AFTER_MS = 1_000;

interface LogOutput {
  fd?: number;
  retryAfterMs?: number;
  /** Called once writing works again, if lines were dropped. */
  onRecovered?: (droppedLines: number) => void;
}

/**
 * A pino destination that never throws and never blocks. While nothing can be written (a full disk, a broken pipe, a closed terminal) it
 * buffers `BUFFER_BYTES`, drops and counts the rest, and retries. Pino's own destination would end the process, go silent after the first
 * EPIPE, or block in `flushSync`.
 */
export function createLogOutput({
  fd = 1,
  retryAfterMs = RETRY_AFTER_MS,
  onRecovered,
}: LogOutput = {}): DestinationStream {
  const buffer: Buffer[] = [];
  let bufferedBytes = 0;
  let droppedLines = 0;
  let retry: NodeJS.Timeout | undefined;

  function writeBuffered(): void {
    for (let [line] = buffer; line; [line] = buffer) {
      const written = writeSync(fd, line);
      bufferedBytes -= written;
      if (written < line.length) buffer[0] = line.subarray(written);
      else buffer.shift();
    }
  }

  function flush(): void {
    retry = undefined;
    try {
      writeBuffered();
    } catch {
      retry = setTimeout(flush, retryAfterMs).unref();
      return;
    }
    const lines = droppedLines;
    droppedLines = 0;
    if (lines > 0) onRecovered?.(lines);
  }

  process.once('exit', flush);
  return {
    write: (text) => {
      const line = Buffer.from(text);
      if (bufferedBytes > 0 && bufferedBytes + line.length > BUFFER_BYTES) {
        droppedLines += 1;
        for (const listener of listeners) listener();
        return;
      }
      buffer.push(line);
      bufferedBytes += line.length;
      if (!retry) flush();
    },
  };
}

const listeners = new Set<() => void>();

/** Calls the listener for each line that any output of this process drops. */
export function onLineDropped(listener: () => void): void {
  listeners.add(listener);
}
