import type { Filing, OurRole } from './role';
import type { Term } from '../clocks/terms';
import type { ExerciseMark } from '../exercise/mark';
import type { Instant } from '../primitives/instant';
import type { PersonId, Roster } from '../primitives/people';
import type { PinnedProcedure } from '../programme/procedure';
import type { Classification } from '../triage/triage';
import type { Rules } from './rules';
import type { CustomerId } from '../primitives/parties';

declare const brand: unique symbol;
/** `INC-<UTC year>-<at least four digits>`, given by the register. */
export type IncidentId = string & { readonly [brand]: 'IncidentId' };

/** Counted within the UTC year. */
export interface IncidentNumber {
  year: number;
  number: number;
}

/** None for an id that the register never gave: who starts a workflow by hand may name it anything. */
export function numberOf(id: IncidentId): IncidentNumber | undefined {
  const [, year, number] = /^INC-(\d{4})-(\d{4,9})$/.exec(id)?.map(Number) ?? [];
  return year === undefined || number === undefined ? undefined : { year, number };
}

export const OPEN_STAGES = ['triage', 'investigation', 'containment', 'recovery', 'review'] as const;
export type OpenStage = (typeof OPEN_STAGES)[number];
export type Stage = { stage: OpenStage; since: Instant } | { stage: 'closed'; since: Instant; outcome: string };

export const ANCHORS = ['detected', 'aware', 'declared'] as const;
export type AnchorName = (typeof ANCHORS)[number];
export interface Anchor {
  at: Instant;
  by: PersonId;
  corrections: Correction[];
}
export interface Correction {
  from: Instant;
  to: Instant;
  reason: string;
  beforeDetection?: string;
  by: PersonId;
  confirmedBy?: PersonId;
  at: Instant;
}

/** The surest first. */
export const BASES = ['confirmed', 'likely', 'reasonable-suspicion'] as const;
export interface Declaration {
  basis: (typeof BASES)[number];
  facts: string;
  gdpr: 'yes' | 'no' | 'undetermined';
  /** When not under GDPR: the policy that legal says holds. */
  policy?: string;
  /** The term of that policy. It only shortens: every declared incident has our own hours. */
  policyHours?: number;
  /** Why we were aware, or declared, before the report says that it was detected. */
  beforeDetection?: string;
  by: PersonId;
  recordedAt: Instant;
  /** A declaration by signal stands at once, and still wants a signed-in person to confirm it. */
  confirmedBy?: PersonId;
}

/** What mail and pages need to name the case without opening it. */
export interface Headline {
  id: IncidentId;
  class: Classification['class'];
  stage: Stage['stage'];
  severity?: string;
  product?: string;
  declaredAt?: Instant;
  /** Longer after we became aware than the rules allow. */
  declaredLate?: true;
  due?: Instant;
  /** By which that is due. */
  term?: Term;
  late: boolean;
  /** Nothing of it happened. */
  exercise?: ExerciseMark;
}

/** Until it is answered; what was said stands in the pages. */
export interface HelpRequest {
  customer: CustomerId;
  owner: PersonId;
  askedAt: Instant;
}

/** What the incident knows of its post-mortem: nothing that it holds. */
export interface PostMortemMark {
  openedAt: Instant;
  due: Instant;
  /** Closing does not wait for it. */
  isShort?: true;
  approvedAt?: Instant;
  approvedBy?: PersonId[];
  /** Two people approved it for customers. */
  synthesis?: { cause: string; done: string; prevention: string; approvedBy: PersonId[] };
}

export interface CaseSlice {
  rules: Rules;
  roster: Roster;
  /** The register's revision of the roster; older ones are ignored. */
  rosterRevision: number;
  /** The newest one of which it was told without having those before. */
  rosterMissed?: number;
  openedAt: Instant;
  stage: Stage;
  anchors: Partial<Record<AnchorName, Anchor>>;
  declaration?: Declaration;
  /** When the declaration was taken back; it is kept, and cannot be made again in this case. */
  withdrawn?: Instant;
  assignees: PersonId[];
  /** One for each customer who waits for help. */
  help: HelpRequest[];
  assistance: 'none' | 'offered' | 'requested' | 'ended';
  postMortem?: PostMortemMark;
  /** The procedures that it runs under, by version; none of an incident from before there were any. */
  procedures?: PinnedProcedure[];
  /** Of the data concerned; a processor where nobody said otherwise. */
  ourRole?: { role: OurRole; reason: string; by: PersonId; at: Instant };
  /** Our own notifications to authorities, the first first. */
  filings?: Filing[];
}

export interface AskedSlice {
  /** First halves of acts that need a second person. */
  asked: {
    waivers: { customer: CustomerId; reason: string; by: PersonId }[];
    withdrawal?: { reason: string; becomes: Classification; by: PersonId };
    correction?: { anchor: AnchorName; at: Instant; reason: string; beforeDetection?: string; by: PersonId };
    /** Obligations, by id. */
    promises?: { promise: string; reason: string; by: PersonId }[];
    /** Of the restriction. */
    lifting?: { reason: string; by: PersonId };
  };
}
