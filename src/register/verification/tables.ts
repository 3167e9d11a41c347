import type { Generated } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { AccountId, ContactId, CustomerId } from '../../domain/primitives/parties';

export interface VerificationTables {
  /** One mailbox of a customer that was asked whether its contacts are right. */
  contactVerifications: {
    /** Such as `VRF-2026-0001`: the subject of its sending. */
    round: string;
    /** The first of those with this mailbox. */
    contact: ContactId;
    customer: CustomerId;
    address: string;
    /** SHA-256 of the link's token, and the key of the ring that it was made with. */
    link: string;
    ringKey: string;
    /** SHA-256 of the ids of both mails, by which what comes back is matched. */
    message: string;
    reminder: string;
    askedAt: Instant;
    answeredAt: Instant | null;
    answer: 'confirmed' | 'corrected' | null;
  };
  /** What a contact would have otherwise, until a person decides. */
  contactProposals: {
    id: Generated<number>;
    round: string;
    /** The contact who was asked, and proposes it. */
    asked: string;
    customer: CustomerId;
    account: AccountId;
    /** Of one that is new, none. */
    contact: ContactId | null;
    kind: 'change' | 'add' | 'end';
    name: string | null;
    email: string | null;
    proposedAt: Instant;
    decidedAt: Instant | null;
    decidedBy: PersonId | null;
    outcome: 'accepted' | 'declined' | null;
  };
}
