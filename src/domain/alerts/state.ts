import type { AnchorName, Declaration } from '../case/state';
import type { AlertId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import type { PersonId, Role } from '../primitives/people';
import type { Contact, KeptTerms, MarkOutcome } from '../scope/state';
import type { Channel } from '../triage/report';
import type { Classification } from '../triage/triage';

export const ALERT_KINDS = [
  'reported',
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
  'reason-demanded',
  'customers-unreachable',
  'customers-unknown',
  'terms-kept',
  'customer-removed',
  'contact-recorded',
  'contact-revoked',
  'second-person-needed',
  'notice-awaits-approval',
  'reopened',
  'scope-unchanged',
  'set-aside',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Whom an alert goes to: everyone with one of the roles, or persons by id. */
export type Addressees = { roles: Role[] } | { persons: PersonId[] };

/** What an alert is about, beyond its kind. */
export type AlertDetail =
  | { about: 'report'; channel: Channel; detectedAt: Instant }
  | ({ about: 'declaration'; awareAt?: Instant } & Pick<Declaration, 'basis' | 'gdpr' | 'policy' | 'policyHours'>)
  | { about: 'denial'; answers: string[] }
  | { about: 'hours-left'; hours: number }
  | { about: 'notice'; notice: number; hash: string; draftedBy: PersonId }
  /** `names` are the first of them. */
  | { about: 'out-of-reach'; customers: number; names?: string[] }
  /** Customers or products; `more` are not named here. */
  | { about: 'unregistered'; names: string[]; more: number }
  | ({ about: 'kept-terms' } & KeptTerms)
  | { about: 'removal'; name: string }
  | { about: 'mark'; customer: string; outcome: Exclude<MarkOutcome, 'marked'> }
  /** `contact` is what it is revoked by. */
  | ({ about: 'contact'; customer: string; contact: string } & Pick<Contact, 'way' | 'at'>)
  | { about: 'revoked-contact'; customer: string; reason: string }
  | { about: 'waiver'; customer: string; askedBy: PersonId }
  | { about: 'withdrawal'; becomes: Classification; askedBy: PersonId }
  | { about: 'correction'; anchor: AnchorName; to: Instant; askedBy: PersonId }
  | { about: 'set-aside'; commands: string[] };

/** An alert that someone must acknowledge, and its level of escalation. */
export interface Alert {
  id: AlertId;
  kind: AlertKind;
  detail?: AlertDetail;
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
