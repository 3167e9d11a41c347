import type { EffectId, EffectKind } from '../effects/state';
import type { IncidentState } from '../state';

/** A change of scope whose answer is not in: counts do not cover it yet. */
export function scopePending(state: IncidentState): boolean {
  return pendingScope(state).length > 0;
}

const OF_SCOPE: readonly EffectKind[] = ['resolve-scope', 'mark-scope', 'take-over'];

export function pendingScope({ outbox }: IncidentState): EffectId[] {
  return outbox.filter(({ kind }) => OF_SCOPE.includes(kind)).map(({ id }) => id);
}
