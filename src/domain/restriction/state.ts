import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';

export interface Member {
  person: PersonId;
  /** Reads what is privileged, whatever roles they hold. */
  counsel?: true;
}

/** An executive who let themselves in, until then. */
export interface BrokenGlass {
  person: PersonId;
  until: Instant;
}

/** What the members cannot do among themselves. */
export const LACKS = ['law', 'lead', 'drafter', 'executive', 'keeper', 'second-keeper'] as const;
export type Lack = (typeof LACKS)[number];

/** Only these people may know of the incident. */
export interface Restriction {
  since: Instant;
  by: PersonId;
  reason: string;
  members: Member[];
  /** Under suspicion: never members, whatever roles they hold. */
  excluded: PersonId[];
  glass: BrokenGlass[];
  /** What those who may add members were told is lacking. */
  told: Lack[];
}

export interface RestrictionSlice {
  restriction?: Restriction;
}
