import type { EffectId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { CohortCount, KeptTerms, Selection, WithdrawalCount } from './state';

export type ScopeEvent =
  /** `addedAt`: they were named before that, and then not found. */
  | { type: 'customers-added'; effect: EffectId; selection: Selection; addedAt?: Instant }
  | { type: 'customer-removed'; effect: EffectId; customer: string; reason: string }
  | { type: 'product-removed'; product: string; reason: string }
  | { type: 'waiver-asked'; customer: string; reason: string }
  | {
      type: 'customer-waived';
      effect: EffectId;
      customer: string;
      reason: string;
      askedBy: PersonId;
      /** What the second person said. */
      confirmation: string;
    }
  | { type: 'scope-resolved'; effect: EffectId; unknown: string[]; added: number; keptTerms?: KeptTerms }
  | { type: 'scope-marked'; effect: EffectId; customer: string; outcome: 'marked' | 'already-told' | 'not-in-scope' }
  | {
      type: 'cohorts-counted';
      asOf: number;
      cohorts: (CohortCount & { due?: Instant; lateFound: boolean; addedAt: Instant })[];
      unreachable: number;
      withdrawal: WithdrawalCount;
    };
