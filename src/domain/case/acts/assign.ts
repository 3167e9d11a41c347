import type { PersonId } from '../../primitives/people';
import { refuse } from '../../primitives/refusal';
import { raise } from '../../alerts/alerts';
import { outsidersFault } from '../../visibility';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';

export interface Assign {
  persons: PersonId[];
}

export const assign: CommandRule<Assign> = {
  description: 'Name who has this incident in hand. Gives duty and alerts, never rights.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state, said, nextId }, { persons }) => {
    const wanted = [...new Set(persons)];
    const strangers = wanted.filter((person) => !Object.hasOwn(state.roster, person));
    if (strangers.length > 0)
      return refuse('unknown-person', `Nobody here has the id ${strangers.join(', ')}; see /api/people.`);
    const fault = outsidersFault(state, wanted, '/persons');
    if (fault) return fault;
    const fresh = wanted.filter((person) => !state.assignees.includes(person));
    if (fresh.length === 0 && wanted.length === state.assignees.length)
      return refuse('already-so', 'These people have it in hand already.');
    const alert = raise(state, said.at, nextId(), 'assigned', { persons: fresh }, { acknowledge: true });
    return [{ type: 'assigned', persons: wanted }, ...(fresh.length > 0 ? [alert] : [])];
  },
};
