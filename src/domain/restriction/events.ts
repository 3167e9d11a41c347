import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { Lack, Member } from './state';

export type RestrictionEvent =
  | { type: 'restricted'; reason: string; members: Member[]; excluded: PersonId[] }
  | { type: 'member-added'; person: PersonId; counsel?: true; reason: string }
  /** `excluded`: under suspicion, and no member from then on. */
  | { type: 'member-removed'; person: PersonId; excluded?: true; reason: string }
  | { type: 'members-lacking'; lacks: Lack[] }
  | { type: 'lift-asked'; reason: string }
  | { type: 'restriction-lifted'; reason: string; askedBy: PersonId; confirmation: string }
  | { type: 'glass-broken'; reason: string; until: Instant }
  | { type: 'glass-ended'; person: PersonId };
