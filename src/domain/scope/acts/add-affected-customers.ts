import type { Instant } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import type { IncidentState } from '../../state';
import type { Selection } from '../state';
import { firstNamed } from '../unregistered';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';

export type AddAffectedCustomers = Omit<Selection, 'file'>;

export const addAffectedCustomers: CommandRule<AddAffectedCustomers> = {
  description:
    'Add affected customers, by id or all who have an account for a product, with what is known of their data.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state, nextId }, payload) => {
    if (!payload.customers?.length && !payload.product)
      return refuse('missing', 'Name customers by id, or a product.', ['/customers', '/product']);
    if (payload.customers?.length && payload.product)
      return refuse('malformed', 'Name customers or a product, not both.', ['/customers', '/product']);
    return byFirstNaming(state, payload).map((part) => ({ type: 'customers-added', effect: nextId(), ...part }));
  },
};

/** Customers who are owed from different instants share no effect, for its cohorts share one. */
function byFirstNaming(
  state: IncidentState,
  { customers = [], ...rest }: AddAffectedCustomers,
): { selection: Selection; addedAt?: Instant }[] {
  if (rest.product) return [{ selection: rest, addedAt: firstNamed(state, 'product', rest.product) }];
  const parts = new Map<Instant | undefined, string[]>();
  for (const customer of new Set(customers)) {
    const namedAt = firstNamed(state, 'customer', customer);
    parts.set(namedAt, [...(parts.get(namedAt) ?? []), customer]);
  }
  return [...parts].map(([addedAt, ids]) => ({ selection: { ...rest, customers: ids }, addedAt }));
}
