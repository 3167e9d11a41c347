import type { Effect, IncidentId } from '../domain/state';
import type { MarkOutcome, Register, ScopeAnswer, ScopeCounts } from '../register';

type Owed<Kind extends Effect['kind']> = { incident: IncidentId; effect: Extract<Effect, { kind: Kind }> };

/** Which customers are affected. Names stay in the register; counts go back. A repeat answers with the counts of now. */
export function scoping({ register }: { register: Pick<Register, 'scope'> }) {
  return {
    resolveScope: ({ incident, effect }: Owed<'resolve-scope'>): Promise<ScopeAnswer> => {
      const { id, selection, addedAt } = effect;
      return register.scope.resolve({ incident, effect: id, selection, addedAt });
    },
    markScope: ({ incident, effect }: Owed<'mark-scope'>): Promise<ScopeCounts & { outcome: MarkOutcome }> => {
      const { id, customer, mark, of, reason, by } = effect;
      return register.scope.mark({ incident, effect: id, customer, mark, of, reason, by });
    },
  };
}
