import type { RosterChange } from '../../primitives/people';
import { changeHeard } from '../../primitives/roster';
import { SYSTEM_DOOR } from '../../rule';
import { exerciseStruck } from '../clocks';
import type { ExerciseRule } from '../rule';

const BY_SYSTEM = { roles: 'system', doors: SYSTEM_DOOR } as const;

export const exerciseAlarmStruck: ExerciseRule<object> = {
  description: 'A timer fired. What it means is read from the state anew.',
  ...BY_SYSTEM,
  decide: ({ state, said, nextId }) => exerciseStruck(state, said.at, nextId),
};

export const exerciseAlertDelivered: ExerciseRule<{ effect: string; reached: string[] }> = {
  description: 'The mail server took a mail to the team.',
  ...BY_SYSTEM,
  decide: ({ state }, { effect: id, reached }) => {
    const effect = state.outbox.find((owed) => owed.id === id);
    return effect ? [{ type: 'alert-delivered', effect: effect.id, reached }] : [];
  },
};

export const exerciseRoster: ExerciseRule<{ revision: number; roster: RosterChange['changes'] }> = {
  description: 'The register has other people or roles than this exercise knew.',
  ...BY_SYSTEM,
  decide: ({ state }, { roster, revision }) =>
    revision > state.rosterRevision ? [{ type: 'roster-adopted', roster, revision }] : [],
};

export const exerciseRosterChange: ExerciseRule<RosterChange> = {
  description: 'In the register people were given roles, or lost them.',
  ...BY_SYSTEM,
  decide: ({ state }, change) => {
    const heard = changeHeard(state, change);
    return heard ? [heard] : [];
  },
};
