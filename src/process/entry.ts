import type { Config } from './config';
import { ConfigFault, readConfig } from './config';
import { scrubbed } from './log';

/** A start that fails for a reason a person can mend; the message says what to do. */
export class StartFault extends Error {}

type Stop = () => Promise<void>;

/** What the parent that holds our IPC channel is told when all is up. */
const STARTED = 'started';

/** More than the API and the worker take together, less than whoever stops us waits before it kills. */
const STOP_TIMEOUT_MS = 28_000;

/**
 * What every process entry shares: settings in, one sentence out if it cannot start, and one orderly stop, on SIGTERM, SIGINT,
 * or when the parent that holds our IPC channel is gone (else a killed parent would leave two of us on one data folder).
 * Whoever set `process.exitCode` before ends with that. A stop that hangs is ended, for an orderly end that never comes is none.
 */
export async function runProcess(
  start: (config: Config, asked: AbortSignal) => Promise<Stop>,
  { argv = process.argv.slice(2), stopsWithinMs = STOP_TIMEOUT_MS } = {},
): Promise<void> {
  const asked = new AbortController();
  try {
    const starting = start(readConfig(undefined, argv), asked.signal);
    stopWhenAsked(async () => {
      asked.abort();
      const stop = await starting;
      await stop();
    }, stopsWithinMs);
    await starting;
    process.send?.(STARTED);
  } catch (error) {
    complain(error);
    process.exit(1);
  }
}

/** Listens from the beginning: who is asked to stop while still starting breaks off what can wait, and stops as soon as it can. */
function stopWhenAsked(stop: Stop, withinMs: number): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      complain(new StartFault(`Stopping took longer than ${withinMs / 1_000} s, and was ended hard.`));
      process.exit(1);
    }, withinMs);
    stop().then(
      () => process.exit(process.exitCode ?? 0),
      (error: unknown) => {
        complain(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
  process.on('disconnect', once);
}

/** Lines that begin with `tocsin:` are for people's eyes; the stack goes to the log. */
function complain(error: unknown): void {
  const sentences = error instanceof ConfigFault ? error.faults : [messageOf(error)];
  for (const sentence of sentences) say(`tocsin: ${sentence}`);
  const expected = error instanceof ConfigFault || error instanceof StartFault;
  if (!expected && error instanceof Error) say(error.stack ?? error.message);
}

/** On standard error, whether or not anybody can still be told there. */
export function say(words: string): void {
  process.stderr.once('error', () => undefined);
  process.stderr.write(scrubbed(`${words}\n`));
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.message || error.name).split('\n')[0] ?? error.name;
}
