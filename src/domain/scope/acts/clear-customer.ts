import { raise } from '../../alerts/alerts';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, RESPONDERS, type CommandRule } from '../../rule';
import { unknownNames } from '../unregistered';
import type { CustomerId } from '../../primitives/parties';

export interface ClearCustomer {
  customer: CustomerId;
  reason: string;
}

/** Who was told cannot be taken off unsaid: it is owed a notice that says so, and no waiver is needed. */
export const clearCustomer: CommandRule<ClearCustomer> = {
  description:
    'Record that a customer who was told of the incident is not affected after all. It is owed a notice of the kind clearance, by a clock of its own, and counts as affected no longer.',
  roles: RESPONDERS,
  doors: API_ONLY,
  decide: ({ state, said, nextId }, { customer, reason }) => {
    if (!state.declaration || state.withdrawn)
      return refuse(
        'not-declared',
        'No incident is declared here. Who was not told is taken off by remove-affected-customer.',
      );
    if (state.cleared.some((one) => one.customer === customer))
      return refuse(
        'already-so',
        `${customer} is cleared already; it counts as affected again once it is added again.`,
      );
    if (unknownNames(state, 'customer').includes(customer))
      return refuse('missing', `${customer} is not in the register, so it was told nothing. Remove it instead.`, [
        '/customer',
      ]);
    if (state.outbox.some(({ kind }) => kind === 'resolve-scope'))
      return refuse('missing', 'The scope is being worked out; clear it in a moment.');
    const detail = { about: 'removal', name: customer } as const;
    return [
      { type: 'customer-cleared', effect: nextId(), customer, reason },
      raise(state, said.at, nextId(), 'customer-removed', { roles: state.rules.removalTells }, { detail }),
    ];
  },
};
