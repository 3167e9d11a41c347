import { newlyUnreachable } from '../unreachable';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';
import { counted, type ScopeCount } from '../counted';

export const scopeCounted: CommandRule<ScopeCount> = {
  description: 'Customers changed in the register: who is told, and who could be reached, is counted anew.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, answer) => [...counted(hearing.state, answer), ...newlyUnreachable(hearing, answer)],
};
