import type { PersonId } from '../../primitives/people';
import type { Rules } from '../rules';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';

export interface AdoptRules {
  rules: Rules;
  /** Whose act it is. */
  operator: PersonId;
}

/**
 * The only way by which a new rule reaches an open incident. It holds from now on: what is promised keeps its due instant, what was
 * warned of stays warned, and a clock that runs is not set again.
 */
export const adoptRules: CommandRule<AdoptRules> = {
  description: 'An operator has this open incident go on by newer rules. No due instant moves.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state }, { rules, operator }) =>
    rules.version === state.rules.version
      ? []
      : [{ type: 'rules-adopted', rules, from: state.rules.version, operator }],
};
