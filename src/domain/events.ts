import type { Fact, FactField } from './notices/facts';
import type { Instant } from './primitives/instant';
import type { Door, PersonId, Role, Roster } from './primitives/people';
import type { ObligationKind } from './clocks/table';
import type { Term } from './clocks/terms';
import type { Report } from './triage/report';
import type { Rules } from './case/rules';
import type {
  Addressees,
  AlertId,
  AlertDetail,
  AlertKind,
  AnchorName,
  CohortCount,
  Declaration,
  Duty,
  EffectId,
  Headline,
  IncidentId,
  KeptTerms,
  NoticeCounts,
  NoticeKind,
  OpenStage,
  Selection,
  Side,
  WithdrawalCount,
} from './state';
import type { Classification, Triage } from './triage/triage';

/** Where a correction of the declaration moves a promise. */
export interface MovedDue {
  obligation: string;
  since: Instant;
  due: Instant;
  term: Term;
  lateFound: boolean;
}

/** What a run took that is no part of the story: a page, or a message that did not get as far. */
export interface OrphanedCommand {
  /** Known by, so that it is kept once: `<sequence>:<SHA-256 of the page>`, or `<run>/<event>`. */
  ref: string;
  command: string;
  by: PersonId;
  at: Instant;
  /** The page's events, or the message. */
  content: unknown[];
}

/** What happened. Events are kept for good: a published one never changes its meaning, and `evolve` refuses none. */
export type Event =
  | {
      type: 'opened';
      id: IncidentId;
      report: Report;
      rules: Rules;
      roster: Roster;
      rosterRevision: number;
      /** What the API's clock said, where that was too far off to be believed. */
      stampedAt?: Instant;
    }
  | { type: 'roster-adopted'; roster: Roster; revision: number }
  | { type: 'roster-changed'; changes: Roster; revision: number }
  | {
      /** It was told of a change, and not of those before it: the register answers with all that is new. */
      type: 'roster-missed';
      revision: number;
    }
  | { type: 'rules-adopted'; rules: Rules; from: string; operator: PersonId }
  | { type: 'assessed'; entries: Partial<Omit<Triage, 'stakeholders'>> }
  | { type: 'classified'; classification: Classification; from: Classification['class']; why?: string }
  | { type: 'triage-ended' }
  | { type: 'assigned'; persons: PersonId[] }
  | { type: 'stakeholders-named'; roles: Triage['stakeholders']['roles'] }
  | { type: 'stakeholders-reached'; persons: PersonId[] }
  | {
      type: 'alert-raised';
      alert: AlertId;
      kind: AlertKind;
      to: Addressees;
      acknowledge: boolean;
      escalatesAt?: Instant;
      detail?: AlertDetail;
      duty?: Duty;
      headline: Headline;
    }
  | {
      type: 'alert-escalated';
      alert: AlertId;
      level: number;
      to: Addressees;
      escalatesAt: Instant;
      duty?: Duty;
      headline: Headline;
    }
  | { type: 'alert-delivered'; effect: EffectId; reached: PersonId[] }
  /** `reasked`: the obligation that goes on asking all the same, and when. */
  | { type: 'alert-acknowledged'; alert: AlertId; reasked?: { obligation: string; at: Instant } }
  | {
      type: 'declared';
      declaration: Declaration;
      declaredAt: Instant;
      awareAt: Instant;
      dues: { cohort: string; due: Instant }[];
      /** What the API's clock said, where nobody named an instant and that could not be. */
      stampedAt?: Instant;
    }
  | { type: 'declaration-confirmed'; basis: Declaration['basis']; facts: string }
  | { type: 'withdrawal-asked'; reason: string; becomes: Classification }
  | { type: 'declaration-withdrawn'; reason: string; askedBy: PersonId; confirmation: string }
  | { type: 'progress-noted'; text: string; missing?: string; until?: Instant }
  | { type: 'stage-moved'; from: OpenStage; to: OpenStage; why?: string }
  | { type: 'fact-set'; field: FactField; fact: Fact }
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
    }
  | { type: 'notice-drafted'; effect: EffectId; notice: number; kind: NoticeKind; message?: string }
  | { type: 'notice-composed'; effect: EffectId; notice: number; hash: string }
  | { type: 'notice-approved'; notice: number; hash: string; as: Side; roles: Role[] }
  | { type: 'notice-rejected'; notice: number; hash: string; reason: string }
  | { type: 'notice-superseded'; notice: number }
  | { type: 'notice-released'; effect: EffectId; notice: number; hash: string }
  | { type: 'notice-started'; effect: EffectId; notice: number }
  | { type: 'notice-counted'; notice: number; counts: NoticeCounts; finished: boolean }
  | { type: 'delay-explained'; code: string; text: string; nextDemandAt: Instant }
  | { type: 'reason-demanded'; nextDemandAt: Instant }
  | { type: 'correction-asked'; anchor: AnchorName; at: Instant; reason: string }
  | {
      type: 'anchor-corrected';
      anchor: AnchorName;
      from: Instant;
      to: Instant;
      reason: string;
      askedBy?: PersonId;
      dues: MovedDue[];
    }
  | { type: 'ask-declined'; ask: 'waiver' | 'withdrawal' | 'correction'; customer?: string; reason: string }
  | { type: 'assistance-offered'; words?: string }
  | { type: 'assistance-requested'; words?: string }
  | { type: 'assistance-ended'; words?: string }
  | {
      type: 'obligation-opened';
      obligation: string;
      kind: ObligationKind;
      since: Instant;
      due: Instant;
      /** By which it is due, where more than one could be. */
      term?: Term;
      cohort?: string;
    }
  /** `waived`: so many of those it was owed to were given up. Where nobody at all was told, it was kept neither in time nor late. */
  | { type: 'obligation-met'; obligation: string; inTime?: boolean; waived?: number }
  | { type: 'obligation-reopened'; obligation: string }
  | { type: 'obligation-voided'; obligation: string; why: string }
  | { type: 'obligation-late'; obligation: string; customers?: number; nextDemandAt?: Instant }
  | { type: 'warned'; obligations: string[]; hoursBefore: number; passed: number[] }
  | { type: 'refused'; command: string; code: string; why: string; door: Door; reference?: string }
  | { type: 'closed'; outcome: string }
  | { type: 'reopened'; reason: string; effect: EffectId }
  | { type: 'reconciled'; orphaned: OrphanedCommand[] };
export type EventType = Event['type'];

/** One accepted command, or one refusal by a door that cannot answer, and what it changed. The register keeps its exact bytes. */
export interface Page {
  incident: IncidentId;
  sequence: number;
  at: Instant;
  by: PersonId;
  door: Door;
  command: string;
  /** The caller's idempotency key with the hash of what was sent under it. */
  key?: { key: string; bodyHash: string };
  events: Event[];
}

/** Who did what an event tells, and when. */
export type Provenance = Pick<Page, 'at' | 'by'>;
