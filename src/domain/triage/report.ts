import type { Instant } from '../primitives/instant';
import type { ExerciseMark } from '../exercise/mark';
import type { PersonId } from '../primitives/people';
import type { Naming } from '../restriction/restricting';

/** How something was noticed. */
export const CHANNELS = [
  'signature-alarm',
  'anomaly-alarm',
  'malicious-activity',
  'customer-portal',
  'third-party',
  'staff',
  'reporting-system',
  'team',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const SEVERITIES = ['low', 'medium', 'high', 'very-high'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Report {
  channel: Channel;
  /** The case number in the system the report came from. */
  externalReference?: string;
  reporter: PersonId;
  seen: string;
  detectedAt: Instant;
  reportedAt: Instant;
  suspectedProduct?: string;
  /** Of personal data, by its id in the inventory. */
  store?: string;
  suspectedCustomers?: string[];
  severityHint?: Severity;
  /** Who outside the company told our reporter of it. */
  outsider?: Outsider;
  /** Restricts the incident from its first instant. */
  restrict?: Naming;
  /** Nothing of it happened: set by the process of an exercise alone. */
  exercise?: ExerciseMark;
}

export interface Outsider {
  name: string;
  /** An address, a number, or whatever way an answer may take. */
  answerTo: string;
}

/** What whoever reported it from outside said, or is told and reads by their reference. */
export const EXCHANGES = ['to-reporter', 'from-reporter'] as const;
export type Exchange = (typeof EXCHANGES)[number];

/** Of a report, what stands in mail to our own people; `seen` is cut short. */
export interface ReportBrief {
  seen?: string;
  seenBy?: PersonId;
  externalReference?: string;
}
