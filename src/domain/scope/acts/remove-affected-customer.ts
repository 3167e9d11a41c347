import { raise } from '../../alerts/alerts';
import type { Event } from '../../events';
import { refuse, type Refusal } from '../../primitives/refusal';
import { unknownNames } from '../unregistered';
import { EVERY_DOOR, RESPONDERS, type CommandRule, type CommandContext } from '../../rule';
import type { CustomerId } from '../../primitives/parties';

export interface RemoveAffectedCustomer {
  customer?: CustomerId;
  /** A product that nobody has an account for; of one that somebody has, each customer is removed by id. */
  product?: string;
  reason: string;
}

export const removeAffectedCustomer: CommandRule<RemoveAffectedCustomer> = {
  description:
    'Take a customer out of scope who turned out not to be affected, or take off a product that nobody has. The row stays, with the reason.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: (hearing, { customer, product, reason }) => {
    if (customer !== undefined && product !== undefined)
      return refuse('malformed', 'Name a customer or a product, not both.', ['/customer', '/product']);
    if (product !== undefined) return withoutProduct(hearing, product, reason);
    return customer === undefined
      ? refuse('missing', 'Name a customer by id, or a product that nobody has.', ['/customer', '/product'])
      : [{ type: 'customer-removed', effect: hearing.nextId(), customer, reason }, ...alertOf(hearing, customer)];
  },
};

/** A waiver needs two people, a removal one: so it does not go unseen once customers are owed. */
function alertOf({ state, said, nextId }: CommandContext, name: string): Event[] {
  if (!state.declaration || state.withdrawn) return [];
  const detail = { about: 'removal', name } as const;
  return [raise(state, said.at, nextId(), 'customer-removed', { roles: state.rules.removalTells }, { detail })];
}

function withoutProduct(hearing: CommandContext, product: string, reason: string): Event[] | Refusal {
  if (unknownNames(hearing.state, 'product').includes(product))
    return [{ type: 'product-removed', product, reason }, ...alertOf(hearing, product)];
  return refuse(
    'already-so',
    `${product} is no product that was added and that nobody has. Customers who have it are removed one by one, by id.`,
    ['/product'],
  );
}
