import { EVERY_DOOR, RESPONDERS, type CommandRule } from './rule';

export interface RemoveAffectedCustomer {
  customer: string;
  reason: string;
}

export const removeAffectedCustomer: CommandRule<RemoveAffectedCustomer> = {
  description: 'Take a customer out of scope who turned out not to be affected. The row stays, with the reason.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ nextId }, { customer, reason }) => [{ type: 'customer-removed', effect: nextId(), customer, reason }],
};
