import type { AlertEffect, EffectId } from '../effects/state';
import type { IncidentId } from '../case/state';
import type { Rules } from '../case/rules';
import type { Instant } from '../primitives/instant';
import type { PersonId, Role, Roster } from '../primitives/people';
import type { ExerciseId } from './mark';
import type { ExerciseScenario, Step } from './scenario';
import type { CustomerId } from '../primitives/parties';

export const PHASES = ['planned', 'running', 'ended', 'concluded'] as const;
export type Phase = (typeof PHASES)[number];

/** One of the mitigation team, as it is to play. */
export interface Player {
  person: PersonId;
  department: string;
  /** Those of the person that the scenario asks for. */
  roles: Role[];
}

/** A player knows how an incident is escalated, and what is theirs in it. */
export interface Confirmation {
  person: PersonId;
  at: Instant;
  words?: string;
}

export interface Attendance {
  person: PersonId;
  attended: 'present' | 'excused' | 'absent';
  reason?: string;
  by: PersonId;
}

/** What was seen, and what was agreed to be done about it. */
export interface Finding {
  number: number;
  words: string;
  resolution: string;
  owner: PersonId;
  due: Instant;
  by: PersonId;
  at: Instant;
  done?: { words: string; by: PersonId; at: Instant };
}

/** Hours of the story since the first report. */
export interface ScoreLine {
  step: Step;
  withinHours: number;
  afterHours?: number;
}

export interface PlayedInject {
  inject: string;
  /** By the story's clock. */
  at: Instant;
}

export type ExerciseEffect =
  | AlertEffect
  | { id: EffectId; kind: 'open-incident' }
  | { id: EffectId; kind: 'play-inject'; inject: string }
  | { id: EffectId; kind: 'end-incident'; outcome: string };

export interface ExerciseState {
  stateVersion: 1;
  id: ExerciseId;
  sequence: number;
  recentKeys: { key: string; bodyHash: string; sequence: number }[];
  /** The plan of which this is the exercise of the year. */
  plan?: string;
  departments: string[];
  scenario: ExerciseScenario;
  /** Story hours for each hour of the world. */
  factor: number;
  startsAt: Instant;
  facilitator: PersonId;
  team: Player[];
  /** Customers of the register that are in it. No mail of it reaches them. */
  customers: CustomerId[];
  /** Those under which its incident is opened. */
  rules: Rules;
  roster: Roster;
  rosterRevision: number;
  rosterMissed?: number;
  plannedAt: Instant;
  plannedBy: PersonId;
  phase: Phase;
  /** From the first report on. */
  incident?: IncidentId;
  /** When the story began, by both clocks. */
  beganAt?: Instant;
  endedAt?: Instant;
  concludedAt?: Instant;
  injects: PlayedInject[];
  confirmations: Confirmation[];
  attendance: Attendance[];
  score?: ScoreLine[];
  findings: Finding[];
  /** What was asked for, and when it is asked for again. */
  reasks: { subject: string; at: Instant }[];
  outbox: ExerciseEffect[];
}
