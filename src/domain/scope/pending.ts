import type { IncidentState } from '../state';

/** A change of scope whose answer is not in: counts do not cover it yet. */
export function scopePending(state: IncidentState): boolean {
  return state.outbox.some((effect) => effect.kind === 'resolve-scope' || effect.kind === 'mark-scope');
}
