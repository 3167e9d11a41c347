import type { SystemCommand } from '../domain/commands';
import type { IncidentState } from '../domain/state';

/** How a lane sees the incident, and how it speaks to it: by the system's commands, through the same door as everybody. */
export interface IncidentAccess {
  state: () => IncidentState;
  command: (name: SystemCommand, answer: object) => void;
}
