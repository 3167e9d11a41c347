import type { Effect } from '../../domain/effects/state';
import type { IncidentId } from '../../domain/case/state';
import type { MarkOutcome } from '../../domain/scope/state';
import type { Register, ScopeAnswer, ScopeCounts } from '../../register';

type Owed<Kind extends Effect['kind']> = { incident: IncidentId; effect: Extract<Effect, { kind: Kind }> };

/** Resolves which customers are affected. Names stay in the register and only counts are returned. A repeat returns the current counts. */
export function createScopeActivities({ register }: { register: Pick<Register, 'scope'> }) {
  return {
    resolveScope: ({ incident, effect }: Owed<'resolve-scope'>): Promise<ScopeAnswer> => {
      const { id, selection, addedAt, by } = effect;
      return register.scope.resolve({ incident, effect: id, selection, addedAt, by });
    },
    takeOverScope: ({ incident, effect }: Owed<'take-over'>): Promise<ScopeCounts & { customers: number }> => {
      const { id, from, cohorts, by } = effect;
      return register.scope.takeOver({ incident, effect: id, from, cohorts, by });
    },
    markScope: ({ incident, effect }: Owed<'mark-scope'>): Promise<ScopeCounts & { outcome: MarkOutcome }> => {
      const { id, kind: _, ...mark } = effect;
      return register.scope.mark({ incident, effect: id, ...mark });
    },
  };
}
