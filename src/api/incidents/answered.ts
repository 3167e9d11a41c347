import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { Register } from '../../register';

/** The commands that this process answered and whose pages the register may lack: lists are read from the register. */
export interface AnsweredCommands {
  note(command: AnsweredCommand): void;
  /** @returns the instant before the first answered command whose page the register lacks */
  lackingSince(register: Register): Promise<Instant | undefined>;
}

export interface AnsweredCommand {
  id: IncidentId;
  sequence: number;
  /** Not after it was given to the incident. */
  since: Instant;
}

/** Beyond these the oldest is forgotten: its page is there, or the register is so far behind that the metrics say so. */
const REMEMBERED_MAX = 1_000;

export function createAnsweredCommands(): AnsweredCommands {
  let answered: AnsweredCommand[] = [];
  return {
    note: (command) => {
      answered = [...answered.slice(1 - REMEMBERED_MAX), command];
    },
    lackingSince: async ({ incidents }) => {
      if (answered.length === 0) return undefined;
      const reached = await incidents.sequences([...new Set(answered.map(({ id }) => id))]);
      answered = answered.filter(({ id, sequence }) => (reached.get(id) ?? 0) < sequence);
      return answered.map(({ since }) => since).sort()[0];
    },
  };
}
