import type { Config } from './config';
import { ConfigFault, readConfig } from './config';

/** A start that fails for a reason a person can mend; the message says what to do. */
export class StartFault extends Error {}

type Stop = () => Promise<void>;

/**
 * What every process entry shares: settings in, one sentence out if it cannot start, and one orderly stop, on SIGTERM, SIGINT,
 * or when the parent that holds our IPC channel is gone (else a killed parent would leave two of us on one data folder).
 */
export async function run(start: (config: Config) => Promise<Stop>, argv = process.argv.slice(2)): Promise<void> {
  try {
    const starting = start(readConfig(undefined, argv));
    stopWhenAsked(async () => (await starting)());
    await starting;
  } catch (error) {
    complain(error);
    process.exit(1);
  }
}

/** Listens from the beginning: who is asked to stop while still starting stops as soon as it can. */
function stopWhenAsked(stop: Stop): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
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
  for (const sentence of sentences) process.stderr.write(`tocsin: ${sentence}\n`);
  const expected = error instanceof ConfigFault || error instanceof StartFault;
  if (!expected && error instanceof Error) process.stderr.write(`${error.stack ?? error.message}\n`);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.message || error.name).split('\n')[0] ?? error.name;
}
