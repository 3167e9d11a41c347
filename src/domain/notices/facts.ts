import type { EffectId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { IncidentId } from '../case/state';
import type { NoticeKind } from './state';

/** The contents of a notice to customers: the process's six, then what GDPR Art. 33(3) adds. */
export const FACT_FIELDS = [
  'nature',
  'mitigation',
  'service',
  'exposure',
  'volumeAffected',
  'volumeExposed',
  'otherParty',
  'dataCategories',
  'consequences',
  'customerAction',
  'contactPoint',
] as const;
export type FactField = (typeof FACT_FIELDS)[number];

export const WITHHOLDING_GROUNDS = ['risk-for-other-customers', 'stopping-an-attacker', 'law-enforcement'] as const;

export type Fact =
  | { status: 'known'; value: string }
  /** `owner` finds out, until then. */
  | { status: 'unknown'; until?: Instant; owner?: PersonId }
  | { status: 'withheld'; until: Instant; ground: (typeof WITHHOLDING_GROUNDS)[number] }
  | { status: 'not-applicable' };

/** A reader who is no counsel gets it without the fact. */
export type PrivilegedFacts = Partial<Record<FactField, { section: 'privileged'; fact?: Fact }>>;

export type FactSheet = Partial<Record<FactField, Fact>>;

/** All that a notice is made of, as it stood when it was drafted. The text is kept in the register, the matter nowhere else. */
export interface NoticeMatter {
  incident: IncidentId;
  notice: number;
  /** The number that customers read, where it is another. */
  sentAs?: number;
  kind: NoticeKind;
  message?: string;
  facts: FactSheet;
  /** Changes of scope that were being worked out: recipients are taken down after them. */
  awaits?: EffectId[];
  declaredAt?: Instant;
  awareAt?: Instant;
  /** Of our own commitment, or of the policy that holds outside GDPR. */
  commitmentHours: number;
}
