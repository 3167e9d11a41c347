import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';
import type { Alarm } from '../domain/clocks/alarms';
import { waitMs, type Pace } from '../domain/primitives/pace';
import type { ProcessAccess } from './access';

/** Keeps one durable timer per alarm that the state asks for, and re-arms it only when its instant changes. */
export async function armAlarms<State>(
  access: ProcessAccess<State>,
  alarmsOf: (state: State) => Alarm[],
  paceOf: (state: State) => Pace | undefined = () => undefined,
): Promise<never> {
  const armed = new Map<string, CancellationScope>();

  function arm(alarm: Alarm): void {
    const scope = new CancellationScope({ cancellable: true });
    armed.set(alarm.key, scope);
    scope
      .run(() => sleep(Math.max(1, waitMs(alarm.at, Date.now(), paceOf(access.state()))), { summary: alarm.summary }))
      .then(() => {
        armed.delete(alarm.key);
        access.command('alarm-struck', {});
      })
      .catch((fault: unknown) => {
        if (!isCancellation(fault)) throw fault;
      });
  }

  for (;;) {
    const wanted = alarmsOf(access.state());
    for (const [key, scope] of armed) {
      if (wanted.some((alarm) => alarm.key === key)) continue;
      armed.delete(key);
      scope.cancel();
    }
    wanted.filter((alarm) => !armed.has(alarm.key)).forEach(arm);
    const seen = access.state();
    const count = armed.size;
    await condition(() => access.state() !== seen || armed.size !== count);
  }
}
