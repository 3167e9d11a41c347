/** Something a person can mend; the message is one sentence and says how. */
export class Fault extends Error {}

// Who no longer listens (`npm start | head`) must not keep us from stopping in good order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/** Says every fifteen seconds that the work still goes on. */
export async function patiently(what, work) {
  const elapsed = stopwatch();
  const timer = setInterval(() => say(`  ${what}: ${elapsed()} so far`), 15_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

export function stopwatch() {
  const from = performance.now();
  return () => `${((performance.now() - from) / 1000).toFixed(1)} s`;
}

/** Stacks are for those who look for a bug, not for those who start the service. */
export function complain(error) {
  const lines = error instanceof Error ? error.message : String(error);
  for (const line of lines.split('\n')) process.stderr.write(`tocsin: ${line}\n`);
  if (!(error instanceof Fault) && process.env['LOG_LEVEL'] === 'debug') console.error(error);
}
