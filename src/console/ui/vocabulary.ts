import type { FactField } from '../../domain/notices/facts';
import type { NoticeKind } from '../../domain/notices/state';
import type { PersonCommand } from '../../domain/commands';
import type { ObligationKind } from '../../domain/clocks/table';
import type { Stage } from '../../domain/case/state';
import type { Role } from '../../domain/primitives/people';
import type { Channel, Exchange, Severity } from '../../domain/triage/report';
import type { DetectionMethod, StoreKind } from '../../domain/triage/stores';
import type { IncidentClass, Scenario } from '../../domain/triage/triage';
import type { Urgency } from './urgency';
import type { Catalogue } from './words';
import { en } from './vocabulary.en';
import { fr } from './vocabulary.fr';

/** The process's own words, as every page uses them. */
export interface Vocabulary {
  stage: Record<Stage['stage'], string>;
  class: Record<IncidentClass, string>;
  severity: Record<Severity, string>;
  role: Record<Role, string>;
  channel: Record<Channel, string>;
  scenario: Record<Scenario, string>;
  urgency: Record<Urgency, string>;
  clock: Record<ObligationKind, string>;
  command: Record<PersonCommand, string>;
  fact: Record<FactField, string>;
  factStatus: Record<'known' | 'unknown' | 'withheld' | 'not-applicable', string>;
  noticeKind: Record<NoticeKind, string>;
  noticeStatus: Record<'composing' | 'drafted' | 'rejected' | 'superseded' | 'approved' | 'released' | 'sent', string>;
  anchor: Record<'detected' | 'aware' | 'declared', string>;
  answer: Record<'yes' | 'no' | 'unknown', string>;
  exchange: Record<Exchange, string>;
  storeKind: Record<StoreKind, string>;
  /** How a breach of a store would be noticed. */
  detection: Record<DetectionMethod, string>;
  /** Other values of enumerations, and labels of fields, by themselves. */
  value: Record<string, string>;
}

export const VOCABULARY: Catalogue<Vocabulary> = { en, fr };

/** A word of the process by its code; a code that has none yet is shown with its hyphens as spaces. */
export function wordFor(words: Record<string, string>, code: string): string {
  return words[code] ?? code.replaceAll('-', ' ');
}
