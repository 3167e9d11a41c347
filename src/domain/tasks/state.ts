import type { FactField } from '../notices/facts';
import type { Instant } from '../primitives/instant';
import type { PersonId, Role } from '../primitives/people';
import type { Scenario } from '../triage/triage';

export const DEPTHS = ['shallow', 'medium', 'deep', 'forensic'] as const;

/** One step of a procedure, which becomes a task. */
export interface Step {
  /** Known by it when another playbook is chosen: what is done of the same step stays done. */
  id: string;
  title: string;
  department: string;
  role: Role;
  /** From when the playbook is chosen. */
  limitHours: number;
}

/** A procedure for one kind of incident. It shortens, adds and deepens; what every incident owes it cannot remove. */
export interface Playbook {
  name: string;
  version: string;
  title: string;
  scenario?: Scenario;
  depth: (typeof DEPTHS)[number];
  /** Choosing it restricts the incident to its members. */
  needToKnow: boolean;
  /** `short`: closing does not wait for the post-mortem, which is still owed. */
  postMortem: 'full' | 'short';
  /** What triage asks, in this order. */
  triage: string[];
  steps: Step[];
  evidence: string[];
  /** To be found out for the notice. */
  facts: FactField[];
  noticeAdvice: string;
  prompts: string[];
}

export interface Task {
  number: number;
  title: string;
  department: string;
  /** Who hears of it while nobody owns it. */
  role: Role;
  owner?: PersonId;
  due: Instant;
  /** Of the playbook, by its id. */
  step?: string;
  status: 'open' | 'done' | 'skipped';
  /** What was done, or why it was not. */
  words?: string;
  endedAt?: Instant;
  by?: PersonId;
}

export interface TasksSlice {
  tasks: Task[];
  /** How each department stands, in one line. */
  departments: Record<string, { line: string; by: PersonId; at: Instant }>;
  /** Where people meet. */
  bridge?: { link?: string; number?: string };
  /** As it was when it was chosen: a later version of the file changes nothing here. */
  playbook?: Playbook;
}
