import type { IncidentId } from '../domain/case/state';
import { instantAt } from '../domain/primitives/instant';
import type { LedgerNeeds } from './ledger';
import { reconcileOne } from './reconcile';

/**
 * Takes the steps of reconcile for one incident. @returns what was done; undefined if nothing was needed, or if a person must decide
 * something first
 */
export async function runAgain(needs: Omit<LedgerNeeds, 'clock'>, id: IncidentId): Promise<string | undefined> {
  const now = instantAt(Math.floor(await needs.register.time.read()));
  const steps = await reconcileOne({ ...needs, clock: () => now }, id);
  if (steps.length === 0 || steps.some(({ act }) => act === undefined)) return undefined;
  for (const { act } of steps) await act?.();
  return steps.map(({ remedy }) => remedy).join('; ');
}
