import { refuse } from '../refusal';
import type { Selection } from '../state';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from './rule';

export type AddAffectedCustomers = Selection;

export const addAffectedCustomers: CommandRule<AddAffectedCustomers> = {
  description:
    'Add affected customers, by id or all who have an account for a product, with what is known of their data.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ nextId }, payload) => {
    if (!payload.customers?.length && !payload.product)
      return refuse('missing', 'Name customers by id, or a product.', ['/customers', '/product']);
    if (payload.customers?.length && payload.product)
      return refuse('malformed', 'Name customers or a product, not both.', ['/customers', '/product']);
    const { customers, ...rest } = payload;
    const selection = customers?.length ? { ...rest, customers: [...new Set(customers)] } : rest;
    return [{ type: 'customers-added', effect: nextId(), selection }];
  },
};
