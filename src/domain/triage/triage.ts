import type { PersonId, Role } from '../primitives/people';
import type { Severity } from './report';

export type Answer = 'yes' | 'no' | 'unknown';

export const EFFECTS = ['destruction', 'loss', 'alteration', 'disclosure', 'access'] as const;
export const DATA_KINDS = ['personal', 'support', 'consulting'] as const;
export const MANNERS = ['accidental', 'unlawful'] as const;

/**
 * The four tests of a data-protection incident (GDPR Art. 4(12), widened to support and consulting data):
 * each is answered yes, no or unknown; one *no* means that this is not such an incident.
 */
export interface Definition {
  effect: { answer: Answer; kinds?: (typeof EFFECTS)[number][] };
  manner: { answer: Answer; kind?: (typeof MANNERS)[number] };
  data: { answer: Answer; kinds?: (typeof DATA_KINDS)[number][] };
  processedByUs: { answer: Answer };
}
export type DefinitionTest = keyof Definition;
export const DEFINITION_TESTS: readonly DefinitionTest[] = ['effect', 'manner', 'data', 'processedByUs'];

export const EVENT_GROUNDS = ['customer-action', 'customer-systems'] as const;
export const EVENT_REASONS = ['secrets-sent', 'deletion-request', 'fraud', 'other'] as const;
export const OUT_OF_SCOPE_REASONS = [
  'policy-question',
  'data-subject-request',
  'opt-out',
  'wish-or-bug',
  'no-customer-data',
  'fraud-against-us',
  'other',
] as const;

/** What the case is. `incident` is reached by declaring alone. */
export type Classification =
  | { class: 'undetermined' }
  | { class: 'incident' }
  | { class: 'event'; ground: (typeof EVENT_GROUNDS)[number]; reason: (typeof EVENT_REASONS)[number]; words?: string }
  | {
      class: 'out-of-scope';
      reason: (typeof OUT_OF_SCOPE_REASONS)[number];
      words?: string;
      handedTo: string;
      handedToPersons?: PersonId[];
    }
  | { class: 'not-an-incident'; words: string; nearMiss?: boolean };
export type IncidentClass = Classification['class'];
export const CLASSES: readonly IncidentClass[] = [
  'undetermined',
  'incident',
  'event',
  'out-of-scope',
  'not-an-incident',
];

export const SCENARIOS = [
  'misdirected-email',
  'malicious-insider',
  'lost-device',
  'ransomware',
  'stolen-credentials',
  'misconfiguration',
  'sub-processor',
  'secrets-received',
  'wrong-deletion',
  'snooping',
  'phishing',
  'other',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** The five entries (a) to (e) that triage needs before it ends. */
export interface Triage {
  /** (a) the event evaluated, in words and against the definition */
  evaluation?: string;
  definition: Partial<Definition>;
  /** (b) */
  inScope?: 'yes' | 'no';
  /** (c) */
  malicious?: Answer;
  /** (d) preliminary findings and severity */
  findings?: string;
  severity?: { level: Severity; reason: string };
  scenario?: Scenario;
  /** (e) whom the rules asked to alert, and who was reached */
  stakeholders: { roles: Role[]; reached: PersonId[] };
}
