import type { PersonId } from '../primitives/people';
import type { Playbook, Task } from './state';

export type TaskEvent =
  | ({ type: 'task-given' } & Pick<Task, 'number' | 'title' | 'department' | 'role' | 'owner' | 'due' | 'step'>)
  | { type: 'task-passed'; task: number; owner: PersonId }
  | { type: 'task-ended'; task: number; outcome: 'done' | 'skipped'; words?: string }
  | { type: 'department-reported'; department: string; line: string }
  | { type: 'bridge-set'; link?: string; number?: string }
  | { type: 'playbook-chosen'; playbook: Playbook; reason?: string };
