import type { SystemCommand } from '../domain/commands';
import type { IncidentState } from '../domain/state';

/** How the incident's loops read its state and report back: by system commands, through the same door as everybody else. */
export interface IncidentAccess {
  state: () => IncidentState;
  command: (name: SystemCommand, answer: object) => void;
}
