import { API_ONLY, type CommandRule } from '../../rule';
import { whyNotOut } from './send-again';
import type { CustomerId } from '../../primitives/parties';

export interface TryNextContact {
  notice: number;
  customer: CustomerId;
  reason: string;
}

export const tryNextContact: CommandRule<TryNextContact> = {
  description:
    'Try who is next for one customer of a notice that was refused, came back or was not answered, without waiting: its other contacts, else a webhook of theirs that was not tried, else a person.',
  roles: ['lead', 'privacy'],
  doors: API_ONLY,
  decide: ({ state, nextId }, { notice, customer, reason }) =>
    whyNotOut(state, notice) ?? [{ type: 'next-contact-tried', effect: nextId(), notice, customer, reason }],
};
