import type { ObligationId } from '../clocks/state';
import type { AnchorName, Declaration } from '../case/state';
import type { AlertId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import type { NoticeCounts, TextHash, RecipientsHash } from '../notices/state';
import type { PersonId, Role } from '../primitives/people';
import type { FactField } from '../notices/facts';
import type { Lack } from '../restriction/state';
import type { Contact, KeptTerms, MarkOutcome } from '../scope/state';
import type { Channel, Outsider, ReportBrief } from '../triage/report';
import type { Classification, IncidentClass } from '../triage/triage';
import type { CustomerId } from '../primitives/parties';

export const ALERT_KINDS = [
  'reported',
  'report-received',
  'report-closed',
  'assigned',
  'stakeholders',
  'declared',
  'declaration-unconfirmed',
  'declaration-denied',
  'triage-overdue',
  'decision-overdue',
  'commitment-warning',
  'commitment-expired',
  'event-warning',
  'clearance-warning',
  'promise-warning',
  'promise-expired',
  'final-notice-owed',
  'fact-overdue',
  'reason-demanded',
  'customers-unreachable',
  'customers-silent',
  'customers-unknown',
  'terms-kept',
  'customer-removed',
  'contact-recorded',
  'contact-revoked',
  'help-asked',
  'help-overdue',
  'question-asked',
  'question-overdue',
  'second-person-needed',
  'second-person-overdue',
  'withholding-overdue',
  'hold-overdue',
  'authority-soon',
  'authority-overdue',
  'regime-soon',
  'regime-overdue',
  'notice-awaits-approval',
  'approval-overdue',
  'notice-approved',
  'release-overdue',
  'notice-rejected',
  'notice-stale',
  'notice-sent',
  'handed-over',
  'handover-unreached',
  'reopened',
  'restricted',
  'members-lacking',
  'members-silent',
  'glass-broken',
  'glass-witness',
  'restriction-lifted',
  'scope-unchanged',
  'set-aside',
  'merge-declined',
  'tasks-given',
  'task-overdue',
  'post-mortem-opened',
  'post-mortem-overdue',
  'action-given',
  'action-overdue',
  'exercise-inject',
  'exercise-planned',
  'exercise-unconfirmed',
  'exercise-ended',
  'resolution-given',
  'resolution-overdue',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** About an exercise itself, not about an incident: programs that watch for incidents hear nothing of them. */
const OF_EXERCISES: readonly AlertKind[] = [
  ...(['exercise-planned', 'exercise-unconfirmed', 'exercise-ended'] as const),
  ...(['resolution-given', 'resolution-overdue'] as const),
];

export function isOfIncident(kind: AlertKind): boolean {
  return !OF_EXERCISES.includes(kind);
}

/** Whom an alert goes to: everyone with one of the roles, or persons by id. */
export type Addressees = { roles: Role[] } | { persons: PersonId[] };

/** What an alert is about, beyond its kind. */
export type AlertDetail =
  | ({ about: 'report'; channel: Channel; detectedAt: Instant; outsider?: Outsider } & ReportBrief)
  | ({ about: 'declaration'; awareAt?: Instant; brief?: ReportBrief; lateHours?: number } & Pick<
      Declaration,
      'basis' | 'gdpr' | 'policy' | 'policyHours'
    >)
  /** What a reporter may know. */
  | { about: 'outcome'; class: IncidentClass }
  | ({ about: 'handover'; words?: string } & ReportBrief)
  | { about: 'unreached'; persons: PersonId[] }
  | { about: 'denial'; answers: string[] }
  | { about: 'hours-left'; hours: number }
  | { about: 'notice'; notice: number; hash: TextHash; recipientsHash?: RecipientsHash; draftedBy: PersonId }
  | { about: 'rejection'; notice: number; by: PersonId; reason: string }
  | ({ about: 'sending'; notice: number } & Pick<NoticeCounts, 'customers' | 'told' | 'unreachable'>)
  /** `names` are the first of them. */
  | { about: 'out-of-reach'; customers: number; names?: string[] }
  /** Customers or products; `more` are not named here. `near` are products that one of them may be a misspelling of. */
  | { about: 'unregistered'; names: string[]; more: number; near?: string[] }
  | ({ about: 'kept-terms' } & KeptTerms)
  | { about: 'lacks'; lacks: Lack[] }
  /** `reason` to members alone. */
  | { about: 'glass'; by: PersonId; until: Instant; reason?: string }
  | { about: 'lifting'; askedBy: PersonId }
  | { about: 'removal'; name: string }
  | { about: 'mark'; customer: CustomerId; outcome: Exclude<MarkOutcome, 'marked'> }
  /** `contact` is what it is revoked by. */
  | ({ about: 'contact'; customer: CustomerId; contact: string } & Pick<Contact, 'way' | 'at'>)
  | { about: 'help'; customer: CustomerId; owner: PersonId }
  /** `more` came with it. */
  | { about: 'question'; question: number; customer: CustomerId; notice: number; more: number }
  | { about: 'revoked-contact'; customer: CustomerId; reason: string }
  | { about: 'fact'; field: FactField; owner: PersonId }
  | { about: 'promise-waiver'; promise: string; askedBy: PersonId }
  | { about: 'waiver'; customer: CustomerId; askedBy: PersonId }
  | { about: 'hold'; notice: number; askedBy: PersonId }
  | { about: 'withholding'; withholding: number; field: FactField; askedBy: PersonId }
  | { about: 'withdrawal'; becomes: Classification; askedBy: PersonId }
  | { about: 'correction'; anchor: AnchorName; to: Instant; askedBy: PersonId }
  | { about: 'set-aside'; commands: string[] }
  /** Why the other incident refused; it names none. */
  | { about: 'merge'; why: string }
  | { about: 'tasks'; titles: string[]; more: number }
  | { about: 'task'; task: number; title: string }
  | { about: 'regime-duty'; regime: string; duty: string; recipient: string; due: Instant }
  /** Of an exercise: what its scenario says now happens. */
  | { about: 'inject'; from: string; words: string }
  | { about: 'exercise'; startsAt: Instant }
  | { about: 'resolution'; finding: number; due: Instant }
  /** By number and instant alone: what a post-mortem holds leaves it in no mail. */
  | { about: 'post-mortem'; due: Instant }
  | { about: 'action'; action: number; what: 'change' | 'effect'; due: Instant };

/** Why an alert that nobody acknowledged climbs no further. */
export type WhyEnded = 'in-hand' | 'done' | 'no-incident';

/** An alert that someone must acknowledge, and its level of escalation. */
export interface Alert {
  id: AlertId;
  kind: AlertKind;
  detail?: AlertDetail;
  /** The obligation it is about, where several of a kind may be open. */
  obligation?: ObligationId;
  raisedAt: Instant;
  /** -1 is the first addressee, then the index into the rules' levels; one past them, who stands in for a top level that reached nobody. */
  level: number;
  to: Addressees;
  reached: PersonId[];
  /** Whom the latest of its mails that reached anybody went to. */
  lastReached?: Addressees;
  escalatesAt: Instant;
}

export interface AlertsSlice {
  /** Those that wait for an answer. */
  alerts: Alert[];
}
