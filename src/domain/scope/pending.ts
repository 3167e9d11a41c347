import type { EffectId } from '../effects/state';
import type { IncidentState } from '../state';

/** A change of scope whose answer is not in: counts do not cover it yet. */
export function scopePending(state: IncidentState): boolean {
  return pendingScope(state).length > 0;
}

export function pendingScope({ outbox }: IncidentState): EffectId[] {
  return outbox.filter(({ kind }) => kind === 'resolve-scope' || kind === 'mark-scope').map(({ id }) => id);
}
