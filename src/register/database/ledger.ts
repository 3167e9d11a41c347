import type { Generated } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { CustomerKey } from '../../domain/scope/state';
import type { Json } from './schema-scope';
import type { AccountId, ContactId, CustomerId, DeliveryId } from '../../domain/primitives/parties';

/** `cancelled`: the customer was removed from scope, or the contact ended, before anything was handed over. */
export type DeliveryState =
  'planned' | 'claimed' | 'handed' | 'accepted' | 'refused' | 'deferred' | 'unknown' | 'cancelled';

/** Beside the name, as it was when the message was planned; what is not there is not known. */
export interface RecipientValues extends Partial<Record<CustomerKey, string>> {
  customer: string;
  account: string;
  /** The customer's, as IANA names it. */
  timeZone?: string;
}

/** What came back of a message. */
export type MarkKind = 'bounced' | 'opened' | 'confirmed' | 'question' | 'told-by-person' | 'wrong-person' | 'replied';
/** What a finished text was filled in with: of all who share the mailbox, and the name of the first; of a receipt, its reference and what it answers. */
export type TextValues = RecipientValues & { contact?: string; reference?: string; answers?: string };

/** The tables of whatever is sent, as `Schema` names them. */
export interface Ledger {
  /** Whatever is sent to several: a notice, or an alert to our own people. */
  sendings: {
    /** An incident; of an alert, its effect; a wave of a course; a round of verification. */
    subject: string;
    /** Of the notice; of an alert, 0; of the step of a wave; of a verification, 1, and 2 of its reminder. */
    number: number;
    kind: 'notice' | 'alert' | 'training' | 'verification' | 'test' | 'receipt';
    /** While set, nothing more of it is claimed. */
    pausedAt: Instant | null;
    /** Once set, nothing more of it is ever claimed. */
    stoppedAt: Instant | null;
    madeAt: Generated<Instant>;
  };
  recipients: {
    /** Always the same for the same endpoint and sending. */
    id: DeliveryId;
    subject: string;
    number: number;
    /** With account and contact: all three, or none where one of our own people is told. */
    customer: CustomerId;
    account: AccountId;
    contact: ContactId;
    /** A contact, or one of our own people. */
    endpoint: string;
    channel: Generated<string>;
    address: string;
    /** Of the address. */
    domain: Generated<string>;
    /** Those of one notice to one mailbox have the same: they are one mail. */
    mail: string | null;
    name: string;
    language: string;
    /** What the message says of its recipient. None where the previous release planned it. */
    values: Json<TextValues> | null;
    /** Of the finished text, hex. */
    textSha256: string | null;
    state: DeliveryState;
    /** False if its address is known to reach nobody: the delivery then no longer counts. */
    usable: Generated<boolean>;
    fence: string | null;
    /** Of the senders of one notice, each takes over only what an earlier one in its lane left. */
    lane: Generated<number>;
    nextAt: Instant | null;
    /** Attempts that have ended, in whatever way. */
    attempts: Generated<number>;
    messageId: string | null;
    handedAt: Instant | null;
    finishedAt: Instant | null;
    serverWords: string | null;
    /** An earlier attempt may have reached the server without our knowing. */
    possibleRepeat: Generated<boolean>;
    plannedAt: Generated<Instant>;
  };
  marks: {
    id: Generated<number>;
    recipient: DeliveryId;
    kind: MarkKind;
    at: Instant;
    evidence: Json<unknown>;
    /** Of the recipient's notice. */
    incident: IncidentId | null;
    notice: number | null;
    /** Whether its incident was told. */
    counted: Generated<boolean>;
  };
  attempts: {
    delivery: DeliveryId;
    number: number;
    fence: string;
    outcome: 'accepted' | 'refused' | 'deferred' | 'unknown';
    words: string | null;
    handedAt: Instant | null;
    endedAt: Instant;
  };
}
