import { instantAt } from '../domain/primitives/instant';
import { isPostMortemId } from '../domain/post-mortem/id';
import type { ProcessId } from './history';
import type { LedgerNeeds } from './ledger';
import { postMortemSteps } from './post-mortems';
import { reconcileOne } from './reconcile';

/**
 * Takes the steps of reconcile for one incident or post-mortem. @returns what was done; undefined if nothing was needed, or if a person must
 * decide something first
 */
export async function runAgain(needs: Omit<LedgerNeeds, 'clock'>, id: ProcessId): Promise<string | undefined> {
  const now = instantAt(Math.floor(await needs.register.time.read()));
  const all = { ...needs, clock: () => now };
  const steps = await (isPostMortemId(id) ? postMortemSteps(all, id) : reconcileOne(all, id));
  if (steps.length === 0 || steps.some(({ act }) => act === undefined)) return undefined;
  for (const { act } of steps) await act?.();
  return steps.map(({ remedy }) => remedy).join('; ');
}
