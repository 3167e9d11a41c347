import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';
import { alarmsOf, type Alarm } from '../domain/clocks/alarms';
import { millisecondsOf } from '../domain/primitives/instant';
import type { IncidentAccess } from './desk';

/** Keeps a durable timer for each alarm the state asks for, and re-arms one only when its instant changed. */
export async function armAlarms(desk: IncidentAccess): Promise<never> {
  const armed = new Map<string, CancellationScope>();

  function arm(alarm: Alarm): void {
    const scope = new CancellationScope({ cancellable: true });
    armed.set(alarm.key, scope);
    scope
      .run(() => sleep(Math.max(1, millisecondsOf(alarm.at) - Date.now()), { summary: alarm.summary }))
      .then(() => {
        armed.delete(alarm.key);
        desk.command('alarm-struck', {});
      })
      .catch((fault: unknown) => {
        if (!isCancellation(fault)) throw fault;
      });
  }

  for (;;) {
    const wanted = alarmsOf(desk.state());
    for (const [key, scope] of armed) {
      if (wanted.some((alarm) => alarm.key === key)) continue;
      armed.delete(key);
      scope.cancel();
    }
    wanted.filter((alarm) => !armed.has(alarm.key)).forEach(arm);
    const seen = desk.state();
    const count = armed.size;
    await condition(() => desk.state() !== seen || armed.size !== count);
  }
}
