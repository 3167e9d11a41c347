import type { SystemCommand } from '../domain/commands';
import type { Unsealed } from '../domain/proof';
import type { IncidentState } from '../domain/state';
import type { Ask } from './our-workers';

/** How the incident's loops read its state and report back: by system commands, which come from inside. */
export interface IncidentAccess {
  state: () => IncidentState;
  command: (name: SystemCommand, answer: object) => void;
  ask: Ask;
  /** What the workers' setting says is to be made of messages that nobody sealed. */
  heed: (unsealed: Unsealed) => void;
}
