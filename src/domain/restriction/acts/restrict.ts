import { refuse } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';
import { namingFault, restrictedBy, restricting, type Naming } from '../restricting';

export type Restrict = Naming & { reason: string };

export const restrict: CommandRule<Restrict> = {
  description:
    'Restrict the incident to named members: for all others it does not exist. Without names, to those of privacy, legal and the executives who are not excluded.',
  roles: ['lead', 'privacy', 'legal', 'executive'],
  doors: API_ONLY,
  decide: (hearing, naming) => {
    const { state } = hearing;
    if (state.restriction)
      return refuse('already-so', 'It is restricted already: add and remove members (add-member, remove-member).');
    const fault = namingFault(state.roster, naming);
    return fault ?? restricting(hearing, restrictedBy(state.roster, naming, naming.reason));
  },
};
