import { CancellationScope, condition, isCancellation, patched, sleep } from '@temporalio/workflow';
import type { Alarm } from '../domain/clocks/alarms';
import type { Instant } from '../domain/primitives/instant';
import { waitMs, type Pace } from '../domain/primitives/pace';
import type { ProcessAccess } from './access';

/** A task of the workflow is answered within. */
const SOON_MS = 10_000;

interface Timer {
  scope: CancellationScope;
  at: Instant;
}

/** Keeps one durable timer per alarm that the state asks for, and re-arms it only when its instant changes. */
export async function armAlarms<State>(
  access: ProcessAccess<State>,
  alarmsOf: (state: State) => Alarm[],
  paceOf: (state: State) => Pace | undefined = () => undefined,
): Promise<never> {
  const armed = new Map<string, Timer>();
  const leftMs = (at: Instant) => waitMs(at, Date.now(), paceOf(access.state()));

  function arm(alarm: Alarm): void {
    const scope = new CancellationScope({ cancellable: true });
    armed.set(alarm.key, { scope, at: alarm.at });
    scope
      .run(() => sleep(Math.max(1, leftMs(alarm.at)), { summary: alarm.summary }))
      .then(() => {
        // Nobody wants it any more.
        if (armed.get(alarm.key)?.scope !== scope) return;
        armed.delete(alarm.key);
        access.command('alarm-struck', {});
      })
      .catch((fault: unknown) => {
        if (!isCancellation(fault)) throw fault;
      });
  }

  for (;;) {
    const wanted = alarmsOf(access.state());
    for (const [key, { scope, at }] of armed) {
      if (wanted.some((alarm) => alarm.key === key)) continue;
      armed.delete(key);
      // patched: a timer that fires soon is left alone. Why: it may have fired before the answer to this task arrives, and then the time-skipping server
      // refuses to cancel it and loses the whole task (temporalio/sdk-java#3088). Since 0.2.0.
      if (leftMs(at) > SOON_MS || !patched('soon-fires')) scope.cancel();
    }
    wanted.filter((alarm) => !armed.has(alarm.key)).forEach(arm);
    const seen = access.state();
    const count = armed.size;
    await condition(() => access.state() !== seen || armed.size !== count);
  }
}
