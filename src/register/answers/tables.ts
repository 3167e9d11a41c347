import type { Generated } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { CustomerId, DeliveryId } from '../../domain/primitives/parties';

export interface AnswerTables {
  noticeLinks: {
    sha256: string;
    incident: IncidentId;
    notice: number;
    delivery: DeliveryId;
    /** By which its mail is named: SHA-256 of the delivery's id, hex. */
    message: string | null;
    /** The key of the ring that it was made with. */
    ringKey: string;
    madeAt: Generated<Instant>;
  };
  questions: {
    id: Generated<number>;
    incident: IncidentId;
    notice: number;
    delivery: DeliveryId;
    customer: CustomerId;
    askedAt: Instant;
    words: string;
    answer: string | null;
    answeredAt: Instant | null;
    answeredBy: PersonId | null;
    counted: Generated<boolean>;
  };
  returnedMails: {
    id: Generated<number>;
    /** Of its bytes: it is taken once. */
    sha256: string;
    kind: 'failure' | 'delay' | 'delivered' | 'automatic' | 'complaint' | 'reply';
    matchedBy: 'return-address' | 'id' | 'recipient' | null;
    incident: IncidentId | null;
    notice: number | null;
    delivery: DeliveryId | null;
    sender: string | null;
    subject: string;
    words: string;
    recipients: string[];
    /** While it waits for a person. */
    raw: Uint8Array | null;
    waits: boolean;
    receivedAt: Instant;
    settledAt: Instant | null;
    settledBy: PersonId | null;
  };
}
