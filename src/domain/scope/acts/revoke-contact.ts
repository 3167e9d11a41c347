import { raise } from '../../alerts/alerts';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, RESPONDERS, type CommandRule } from '../../rule';
import type { CustomerId } from '../../primitives/parties';

export interface RevokeContact {
  customer: CustomerId;
  /** The id under which it was recorded. */
  contact: string;
  reason: string;
}

/** A correction: the record stays, struck out, and the customer is owed again by its old due. */
export const revokeContact: CommandRule<RevokeContact> = {
  description:
    'Take back a record that a person told a customer, with the reason. The record stays; unless it was told otherwise, the customer is owed again, at its old due.',
  roles: RESPONDERS,
  doors: API_ONLY,
  decide: ({ state, said, nextId }, { customer, contact, reason }) => {
    if (state.outbox.some(({ id }) => id === contact))
      return refuse('missing', 'This contact is being recorded; revoke it in a moment.');
    const detail = { about: 'revoked-contact', customer, reason } as const;
    const to = { roles: state.rules.removalTells };
    return [
      { type: 'contact-revoked', effect: nextId(), customer, contact, reason },
      raise(state, said.at, nextId(), 'contact-revoked', to, { detail }),
    ];
  },
};
