import type { EffectId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type {
  Clearance,
  CohortCount,
  Contact,
  KeptTerms,
  MarkOutcome,
  PromiseCount,
  Selection,
  WithdrawalCount,
} from './state';
import type { CustomerId } from '../primitives/parties';

export type ScopeEvent =
  /** `addedAt`: they were named before that, and then not found. */
  | { type: 'customers-added'; effect: EffectId; selection: Selection; addedAt?: Instant }
  | { type: 'scope-imported'; effect: EffectId; file: string; sha256: string; rows: number }
  | { type: 'customer-removed'; effect: EffectId; customer: CustomerId; reason: string }
  | { type: 'product-removed'; product: string; reason: string }
  | { type: 'waiver-asked'; customer: CustomerId; reason: string }
  | {
      type: 'customer-waived';
      effect: EffectId;
      customer: CustomerId;
      reason: string;
      askedBy: PersonId;
      /** What the second person said. */
      confirmation: string;
    }
  /** `near`: products that the one asked for may be a misspelling of. */
  | {
      type: 'scope-resolved';
      effect: EffectId;
      unknown: string[];
      added: number;
      /** How many values of customers became others. */
      factsChanged?: number;
      near?: string[];
      keptTerms?: KeptTerms;
    }
  | { type: 'customer-cleared'; effect: EffectId; customer: CustomerId; reason: string }
  /** A person told the customer; known by its effect from then on. */
  | { type: 'contact-recorded'; effect: EffectId; customer: CustomerId; contact: Contact }
  | { type: 'contact-revoked'; effect: EffectId; customer: CustomerId; contact: string; reason: string }
  | { type: 'scope-marked'; effect: EffectId; customer: CustomerId; outcome: MarkOutcome }
  | {
      type: 'cohorts-counted';
      asOf: number;
      scopeRevision?: number;
      cohorts: (CohortCount & { due?: Instant; lateFound: boolean; addedAt: Instant })[];
      unreachable: number;
      unreachableCustomers?: string[];
      withdrawal: WithdrawalCount;
      cleared?: Clearance[];
      promises?: PromiseCount[];
    };
