import type { Unsealed } from '../domain/proof';
import type { Ask } from './our-workers';

/** How the loops of a process read its state and report back: by the system's own commands, which come from inside. */
export interface ProcessAccess<State> {
  state: () => State;
  command: (name: string, answer: object) => void;
  ask: Ask;
  /** What the workers' setting says is to be made of messages that nobody sealed. */
  heed: (unsealed: Unsealed) => void;
}
