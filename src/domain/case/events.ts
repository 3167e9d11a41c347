import type { RosterEvent } from '../primitives/roster';
import type { CohortId } from '../scope/state';
import type { OurRole } from './role';
import type { EffectId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import type { Door, PersonId, Roster } from '../primitives/people';
import type { PinnedProcedure } from '../programme/procedure';
import type { Exchange, Report } from '../triage/report';
import type { Classification } from '../triage/triage';
import type { Rules } from './rules';
import type { Declaration, IncidentId, OpenStage } from './state';
import type { CustomerId } from '../primitives/parties';

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

export type CaseEvent =
  | {
      type: 'opened';
      id: IncidentId;
      report: Report;
      rules: Rules;
      roster: Roster;
      rosterRevision: number;
      /** What the API's clock said, where that was too far off to be believed. */
      stampedAt?: Instant;
      procedures?: PinnedProcedure[];
    }
  | RosterEvent
  | { type: 'rules-adopted'; rules: Rules; from: string; operator: PersonId }
  | { type: 'assigned'; persons: PersonId[] }
  | {
      type: 'declared';
      declaration: Declaration;
      declaredAt: Instant;
      awareAt: Instant;
      dues: { cohort: CohortId; due: Instant }[];
      /** What the API's clock said, where nobody named an instant and that could not be. */
      stampedAt?: Instant;
    }
  | { type: 'declaration-confirmed'; basis: Declaration['basis']; facts: string }
  | { type: 'withdrawal-asked'; reason: string; becomes: Classification }
  | { type: 'declaration-withdrawn'; reason: string; askedBy: PersonId; confirmation: string }
  | {
      type: 'progress-noted';
      text: string;
      missing?: string;
      until?: Instant;
      section?: 'privileged';
      exchange?: Exchange;
    }
  | { type: 'stage-moved'; from: OpenStage; to: OpenStage; why?: string }
  | {
      type: 'ask-declined';
      ask: 'waiver' | 'withdrawal' | 'correction' | 'promise' | 'lifting';
      customer?: CustomerId;
      promise?: string;
      reason: string;
    }
  | { type: 'help-asked'; customer: CustomerId; words: string; owner: PersonId }
  | { type: 'help-answered'; customer: CustomerId; words: string }
  | { type: 'assistance-offered'; words?: string }
  | { type: 'assistance-requested'; words?: string }
  | { type: 'assistance-ended'; words?: string }
  | { type: 'refused'; command: string; code: string; why: string; door: Door; reference?: string }
  | { type: 'post-mortem-opened'; effect: EffectId; because: 'contained' | 'closed'; due: Instant; isShort?: true }
  | { type: 'post-mortem-started'; effect: EffectId }
  | { type: 'post-mortem-approved'; approvedAt: Instant; approvedBy: PersonId[] }
  | { type: 'synthesis-offered'; cause: string; done: string; prevention: string; approvedBy: PersonId[] }
  | { type: 'role-set'; role: OurRole; reason: string }
  | { type: 'authority-notified'; authority: string; notifiedAt: Instant; reference?: string; lateReason?: string }
  | { type: 'filing-not-required'; authority: string; reason: string }
  | { type: 'exercise-injected'; inject: string; from: string; words: string }
  | { type: 'closed'; outcome: string }
  | { type: 'reopened'; reason: string; effect: EffectId }
  | { type: 'reconciled'; orphaned: OrphanedCommand[] };
