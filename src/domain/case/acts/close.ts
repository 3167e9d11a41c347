import { closingBlockers } from '../missing';
import { refuse } from '../../primitives/refusal';
import { EVERY_DOOR, type CommandRule } from '../../rule';

export interface Close {
  outcome: string;
}

export const close: CommandRule<Close> = {
  description: 'Close the incident. Refused with the list of what stands open.',
  roles: ['lead', 'privacy'],
  doors: EVERY_DOOR,
  decide: ({ state }, { outcome }) => {
    const open = closingBlockers(state);
    return open.length > 0
      ? refuse('still-open', `This cannot be closed yet: ${open.join('; ')}.`, open)
      : [{ type: 'closed', outcome }];
  },
};
