import type { Instant } from '../primitives/instant';
import type { Credential, PersonId, Role } from '../primitives/people';
import type { FactField, FactSheet, PrivilegedFacts } from './facts';
import type { NoticeKind } from './kinds';
import type { CustomerId } from '../primitives/parties';

declare const brand: unique symbol;

/** SHA-256 of a notice's texts in all their languages. */
export type TextHash = string & { readonly [brand]: 'TextHash' };
/** Of a notice that is not composed yet. */
export const NO_TEXT = '' as TextHash;
/** SHA-256 of what each recipient of a notice reads. */
export type RecipientsHash = string & { readonly [brand]: 'RecipientsHash' };

export { NOTICE_KINDS, type NoticeKind } from './kinds';

export type Side = 'law' | 'lead';

export interface NoticeCounts {
  deliveries: number;
  accepted: number;
  refused: number;
  pending: number;
  /** Customers this notice goes to, those told by it, those with no usable contact. */
  customers: number;
  told: number;
  unreachable: number;
  /** The latest instant at which a mail server accepted one of them. */
  lastAcceptedAt?: Instant;
}

/** How many mails of a notice were opened, confirmed, at the wrong person, or came back. */
export interface NoticeMarks {
  notice: number;
  opened: number;
  confirmed: number;
  wrongPerson: number;
  bounced: number;
}

/** What a recipient asked; the words stand in the register. */
export interface WaitingQuestion {
  id: number;
  notice: number;
  customer: CustomerId;
  askedAt: Instant;
}

/** What is ordered of a sending. */
export const STEERINGS = ['paused', 'resumed', 'stopped'] as const;
export type Steering = (typeof STEERINGS)[number];

/** What each recipient reads, as it stood when the text was composed. */
export interface TakenDown {
  /** SHA-256, hex, over each recipient with the SHA-256 of the text that it reads. */
  recipientsHash: RecipientsHash;
  recipients: number;
  /** Of the scope: below the scope's own, the notice is stale. */
  scopeRevision: number;
}

/** None of a notice whose recipients were not. */
export function takenDown({ recipientsHash, recipients, scopeRevision }: Partial<TakenDown>): Partial<TakenDown> {
  return recipientsHash === undefined ? {} : { recipientsHash, recipients, scopeRevision };
}

/** Another customer, and where a recipient would read its name. */
export interface ForeignName {
  customer: CustomerId;
  where: string;
}

export interface Hold {
  by: PersonId;
  at: Instant;
  reason: string;
  risk: string;
  approver: PersonId;
  reviewBy: Instant;
  confirmedAt?: Instant;
}

/** What a notice states of the case beside its facts: once one of them changes, its drafts are stale. */
export const STATED = ['severity', 'role'] as const;
export type Stated = (typeof STATED)[number];

/** Who is tried for customers who are silent: the other contacts of their accounts, then a person of ours tells them. */
export const RUNGS = ['contact', 'person'] as const;
export type Rung = (typeof RUNGS)[number];

/** Of a notice that was sent, as it was counted last: who neither opened nor answered it. */
export interface Silence {
  rung: Rung;
  /** How often it was counted. */
  counts: number;
  customers: number;
  /** Contacts that got it for that. */
  planned: number;
  at: Instant;
  /** A count is under way. */
  asked?: true;
}

export interface Notice extends Partial<TakenDown> {
  number: number;
  kind: NoticeKind;
  /** The number that customers read: they get no draft that was put aside. Of another draft since released it is taken, and this one stale. */
  sentAs?: number;
  /** The notice that it corrects or recalls. */
  about?: number;
  /** When it promises another, where no fact is dated. */
  nextBy?: Instant;
  /** What its recipients would read of other customers, and nobody has allowed. */
  names?: ForeignName[];
  /** It is not released meanwhile. */
  held?: Hold;
  draftedBy: PersonId;
  draftedAt: Instant;
  /** Of the fact sheet when it was drafted: below the sheet's own, the notice is stale. */
  factsVersion: number;
  status: 'composing' | 'drafted' | 'rejected' | 'superseded' | 'approved' | 'released' | 'sent';
  /** SHA-256, hex, of the composed text in all its languages. */
  hash?: TextHash;
  /** By two people, one on each side, with all roles that each held then. */
  approvals: { by: PersonId; as: Side; roles: Role[]; at: Instant; credential?: Credential }[];
  /** Who approved it and has since been deactivated: those approvals count no more. */
  lapsed?: PersonId[];
  /** Since when those concerned know that it is stale. */
  staleSince?: Instant;
  /** With the reasons of the newest ten; older ones stand in their pages. */
  rejection?: { by: PersonId; reason?: string; at: Instant };
  releasedBy?: PersonId;
  releasedAt?: Instant;
  /** Nothing more of it is handed over, for now or for good. */
  sending?: 'paused' | 'stopped';
  /** The facts that it gave when it was released. */
  gives?: FactField[];
  /** When the last of its deliveries had ended. */
  sentAt?: Instant;
  counts?: NoticeCounts;
  /** Since it was first asked who is silent. */
  silence?: Silence;
  /** Since anything came back of it. */
  marks?: Omit<NoticeMarks, 'notice'>;
}

export interface NoticesSlice {
  facts: FactSheet;
  /** What counsel alone reads of a field; no notice is made of it. */
  privilegedFacts?: PrivilegedFacts;
  /** Grows with each fact, and with each correction of the instants that a notice names. */
  factsVersion: number;
  notices: Notice[];
  /** The first of those that nobody has answered. */
  questions: WaitingQuestion[];
}
