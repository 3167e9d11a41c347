import { raise } from '../../alerts/alerts';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, isSpeaker, type CommandRule } from '../../rule';
import type { CustomerId } from '../../primitives/parties';

export interface WaiveCustomer {
  customer: CustomerId;
  reason: string;
  /** Puts a waiver that was asked for aside. */
  decline?: boolean;
}

export const waiveCustomer: CommandRule<WaiveCustomer> = {
  description:
    'Give up telling one customer, by name and reason: legal or privacy asks, an executive confirms. Waived never counts as told. Of who was told, once the declaration is withdrawn, the notice of that can be given up.',
  roles: ['legal', 'privacy', 'executive'],
  doors: API_ONLY,
  decide: ({ state, said, nextId }, { customer, reason, decline }) => {
    const asked = state.asked.waivers.find((waiver) => waiver.customer === customer);
    if (decline)
      return asked
        ? [{ type: 'ask-declined', ask: 'waiver', customer, reason }]
        : refuse('nothing-open', 'No waiver of this customer was asked for.');
    if (!asked) {
      if (!said.roles.includes('legal') && !said.roles.includes('privacy'))
        return refuse('second-person', 'Legal or privacy asks for a waiver first; an executive then confirms it.');
      const alert = raise(
        state,
        said.at,
        nextId(),
        'second-person-needed',
        { roles: ['executive'] },
        { detail: { about: 'waiver', customer, askedBy: said.by } },
      );
      return [{ type: 'waiver-asked', customer, reason }, alert];
    }
    if (isSpeaker(said, asked.by) || !said.roles.includes('executive'))
      return refuse('second-person', 'This waiver was asked for; an executive, another person, must confirm it.');
    const { reason: askedFor, by: askedBy } = asked;
    return [{ type: 'customer-waived', effect: nextId(), customer, reason: askedFor, askedBy, confirmation: reason }];
  },
};
