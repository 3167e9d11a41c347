import type { FactField } from '../notices/facts';
import type { Role } from '../primitives/people';
import type { Channel, Severity } from '../triage/report';
import type { Answer, EFFECTS, MANNERS, Scenario } from '../triage/triage';
import type { Nature } from './mark';

/** What the team is expected to do, in this order. */
export const STEPS = ['acknowledge', 'assess', 'declare', 'scope', 'approve', 'tell'] as const;
export type Step = (typeof STEPS)[number];

/** `bounce`: mail to one of the customers comes back from then on. The others are words to the players. */
export const INJECT_KINDS = ['report', 'fact', 'progress', 'call', 'bounce'] as const;

export interface Inject {
  id: string;
  /** Since the first report. */
  atHours: number;
  kind: (typeof INJECT_KINDS)[number];
  /** Who says so, as the players read it. */
  from: string;
  words: string;
  to: Role[];
  /** Of a `bounce`: which of the customers in it, from 1. */
  customer?: number;
}

/** What the players of a rehearsal do; in an exercise with people it is for the facilitator to hold theirs against. */
export interface Play {
  triage: {
    effects: (typeof EFFECTS)[number][];
    manner: (typeof MANNERS)[number];
    malicious: Answer;
    severity: Severity;
    kind?: Scenario;
    evaluation: string;
    findings: string;
  };
  declaration: { basis: 'confirmed' | 'likely' | 'reasonable-suspicion'; facts: string };
  facts: Partial<Record<FactField, string>>;
}

/** What an exercise is played from: a file, copied whole into the exercise. */
export interface ExerciseScenario {
  name: string;
  version: string;
  title: string;
  nature: Nature;
  /** What it is to show, for facilitator and report. */
  objective: string;
  /** The playbook that fits it. */
  playbook?: string;
  /** How many customers of the register are in it. */
  customers: number;
  /** How long it lasts. */
  hours: number;
  /** Each has at least one player. */
  roles: Role[];
  report: { channel: Channel; seen: string; severityHint?: Severity };
  injects: Inject[];
  expected: { step: Step; withinHours: number }[];
  played: Play;
}
