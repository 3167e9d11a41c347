import type { Addressees } from '../alerts/state';
import type { Role } from '../primitives/people';
import type { IncidentState } from '../state';
import type { Task } from './state';

export function openTasks({ tasks }: Pick<IncidentState, 'tasks'>): Task[] {
  return tasks.filter(({ status }) => status === 'open');
}

/** Who does it, or who hears that nobody does yet. */
export function doers({ owner, role }: Pick<Task, 'owner' | 'role'>): Addressees {
  return owner === undefined ? { roles: [role] } : { persons: [owner] };
}

const ROLES_OF: Readonly<Record<string, Role>> = {
  response: 'responder',
  security: 'responder',
  legal: 'legal',
  communications: 'communications',
};

/** Of a department that is not of the process, the lead. */
export function roleOf(department: string): Role {
  return (Object.hasOwn(ROLES_OF, department) && ROLES_OF[department]) || 'lead';
}
