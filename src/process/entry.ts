import type { Config } from './config';
import { ConfigFault, readConfig } from './config';
import { scrubbed } from './log';

/** A start that failed for a reason that a person can correct; the message says what to do. */
export class StartFault extends Error {}

type Stop = () => Promise<void>;

/** Sent to a parent process over IPC once all is up. */
const STARTED = 'started';

/** Longer than the API and the worker take together, shorter than supervisors wait before they kill. */
const STOP_TIMEOUT_MS = 28_000;

/**
 * What every process entry shares: it reads the settings, prints one sentence if it cannot start, and stops once, in order, on SIGTERM,
 * SIGINT, or when the parent at the other end of IPC is gone (else a killed parent would leave two processes on one data folder).
 * It exits with `process.exitCode` if that was set. A stop that hangs is cut off after a timeout.
 */
export async function runProcess(
  start: (config: Config, asked: AbortSignal) => Promise<Stop>,
  { argv = process.argv.slice(2), stopsWithinMs = STOP_TIMEOUT_MS } = {},
): Promise<void> {
  const asked = new AbortController();
  // Whatever is written here is for its owner alone, whoever's library writes it.
  process.umask(0o077);
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
    reportFault(error);
    process.exit(1);
  }
}

/** Listens from the beginning: a process told to stop while starting skips what it can, and stops as soon as it can. */
function stopWhenAsked(stop: Stop, withinMs: number): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      reportFault(new StartFault(`Stopping took longer than ${withinMs / 1_000} s, and was ended hard.`));
      process.exit(1);
    }, withinMs);
    stop().then(
      () => process.exit(process.exitCode ?? 0),
      (error: unknown) => {
        reportFault(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
  process.on('disconnect', once);
}

/** Lines that begin with `tocsin:` are for people; the stack goes to the log. */
function reportFault(error: unknown): void {
  const sentences = error instanceof ConfigFault ? error.faults : [messageOf(error)];
  for (const sentence of sentences) say(`tocsin: ${sentence}`);
  const expected = error instanceof ConfigFault || error instanceof StartFault;
  if (!expected && error instanceof Error) say(error.stack ?? error.message);
}

/** Writes to standard error, and ignores that nobody may read it. */
export function say(words: string): void {
  process.stderr.once('error', () => undefined);
  process.stderr.write(scrubbed(`${words}\n`));
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.message || error.name).split('\n')[0] ?? error.name;
}

/** A program's answer, and the code with which it ends. */
export function tell(...lines: string[]): 0 {
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** A program's faults, and the code with which it ends. */
export function complain(...lines: string[]): 1 {
  for (const line of lines) say(`tocsin: ${line}`);
  return 1;
}
