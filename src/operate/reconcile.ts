import { instantAt } from '../domain/primitives/instant';
import { reconcile, type Step } from '../upkeep/reconcile';
import type { Means, Options, Outcome } from './operation';

/** Without `apply` it only says what it would do. */
export async function reconcileStores(
  { register, client, compose, print }: Means,
  { apply }: Options,
): Promise<Outcome> {
  const now = instantAt(await register.time.read());
  const needs = { register, client: await client(), compose: await compose() };
  const steps = await reconcile({ ...needs, clock: () => now });
  let done = 0;
  for (const { subject, found, remedy, act } of steps) {
    if (!act) print(`${subject}: ${found}. For you to do: ${remedy}.`);
    else if (!apply) print(`${subject}: ${found}. Would: ${remedy}.`);
    else {
      await act();
      done += 1;
      print(`${subject}: ${found}. Done: ${remedy}.`);
    }
  }
  print(summaryOf(steps, done, apply));
  return { exitCode: steps.length === done ? 0 : 1 };
}

function summaryOf({ length }: Step[], done: number, apply: boolean): string {
  if (length === 0) return 'Register and Temporal tell the same: nothing to do.';
  if (apply) return `${done} done, ${length - done} remain.`;
  return `${length} to do; nothing was changed. Act with: -- --apply`;
}
