import type { ExerciseMark } from '../exercise/mark';
import type { EffectId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { OurRole } from '../case/role';
import type { IncidentId } from '../case/state';
import type { Severity } from '../triage/report';
import type { NoticeKind } from './kinds';

/** The contents of a notice to customers: those of the process, and those of GDPR Art. 33(3). */
export const FACT_FIELDS = [
  'nature',
  /** Confidentiality, integrity, availability: Art. 4(12). */
  'breachKind',
  'howFound',
  'service',
  'exposure',
  'containment',
  /** Affected: concerned by the breach in any way. Exposed: where somebody could read or took them. */
  'personsAffected',
  'personsExposed',
  'volumeAffected',
  'volumeExposed',
  'dataCategories',
  'personCategories',
  'consequences',
  /** Measures taken. */
  'mitigation',
  'measuresProposed',
  'customerAction',
  'otherParty',
  'authorities',
  'contactPoint',
] as const;
export type FactField = (typeof FACT_FIELDS)[number];

/** What a notice of an incident always answers; the other fields are printed where somebody did. */
export const CORE_FIELDS: readonly FactField[] = [
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
];

export const WITHHOLDING_GROUNDS = ['risk-for-other-customers', 'stopping-an-attacker', 'law-enforcement'] as const;
export const CONFIDENCES = ['confirmed', 'likely', 'reported'] as const;
export const PRECISIONS = ['exact', 'approximate', 'range'] as const;

/** Words in one language, a BCP 47 tag. */
export interface Worded {
  lang: string;
  text: string;
}

/** Of a translator's file, its SHA-256. */
export interface Translated extends Worded {
  file?: string;
}

/** What a person writes into a draft beside the facts. */
export interface DraftWords {
  /** English. */
  message?: string;
  /** `message` in other languages. */
  messages?: Translated[];
  /** Why a notice is corrected, recalled or withdrawn, in each language that somebody wrote. */
  reason?: Translated[];
}

/** What is written in one language, and translated: fields of the sheet, and of a draft. */
const DRAFT_UNITS = ['message', 'reason'] as const;
export type DraftUnit = (typeof DRAFT_UNITS)[number];
export const UNITS = [...FACT_FIELDS, ...DRAFT_UNITS] as const;
export type UnitName = (typeof UNITS)[number];

/** How many; `to` ends a range. */
export interface Amount {
  precision: (typeof PRECISIONS)[number];
  count: number;
  to?: number;
}

/** Without an end it goes on, or nobody knows when it ended. */
export interface Period {
  from?: Instant;
  to?: Instant;
  ongoing?: boolean;
}

export interface KnownFact {
  status: 'known';
  /** In `lang`; of an older release, in a language that it does not say. */
  value: string;
  lang?: string;
  translations?: Translated[];
  /** Printed in the place of words, in each language. */
  amount?: Amount;
  period?: Period;
  source?: string;
  confidence?: (typeof CONFIDENCES)[number];
}

export type Fact =
  | KnownFact
  /** `owner` finds out, until then. */
  | { status: 'unknown'; until?: Instant; owner?: PersonId }
  | { status: 'withheld'; until: Instant; ground: (typeof WITHHOLDING_GROUNDS)[number] }
  | { status: 'not-applicable'; reason?: string };

/** A reader who is no counsel gets it without the fact. */
export type PrivilegedFacts = Partial<Record<FactField, { section: 'privileged'; fact?: Fact }>>;

export type FactSheet = Partial<Record<FactField, Fact>>;

/** All that a notice is made of, as it stood when it was drafted. The text is kept in the register, the matter nowhere else. */
export interface NoticeMatter extends DraftWords {
  incident: IncidentId;
  notice: number;
  /** The number that customers read, where it is another. */
  sentAs?: number;
  kind: NoticeKind;
  /** The notice that it corrects or recalls, by both its numbers. */
  about?: { notice: number; sentAs: number };
  /** The notice before, against whose facts it says what is new. */
  since?: number;
  /** When we promise to write again, where no fact is dated. */
  nextBy?: Instant;
  facts: FactSheet;
  /** Of what field something is not disclosed at this stage. */
  withheld?: FactField[];
  /** Changes of scope that were being worked out: recipients are taken down after them. */
  awaits?: EffectId[];
  /** Nothing of it happened, and nobody outside reads it. */
  exercise?: ExerciseMark;
  declaredAt?: Instant;
  awareAt?: Instant;
  /** We declared later after becoming aware than the rules allow. */
  declaredLate?: true;
  /** What we are of the data, where that is no processor. */
  role?: Exclude<OurRole, 'processor'>;
  severity?: Severity;
  /** Of our own commitment, or of the policy that holds outside GDPR. */
  commitmentHours: number;
}
