import type { ContractTerm } from '../../domain/clocks/contract-terms';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { AccountKind, ContactRole } from '../../domain/primitives/customers';
import type { AccountId, ContactId, CustomerId } from '../../domain/primitives/parties';

export interface Contact {
  id: ContactId;
  name: string;
  email: string;
  role: ContactRole;
  /** BCP 47 tag; without one, the customer's. */
  language?: string;
  /** Known to reach nobody: left out of notices. A new address ends it. */
  stale: boolean;
  endedAt?: Instant;
  /** Then neither name nor address is left. */
  erasedAt?: Instant;
}

export interface Account {
  id: AccountId;
  kind: AccountKind;
  name: string;
  product: string;
  contacts: Contact[];
  endedAt?: Instant;
}

export interface CustomerHead {
  id: CustomerId;
  name: string;
  language: string;
  timeZone: string;
  /** Hours within which the contract wants the customer told, if it says so. */
  contractHours?: number;
  /** What else it says of that. */
  contractTerms?: ContractTerm[];
}

export interface Customer extends CustomerHead {
  accounts: Account[];
  /** Nothing is sent to it any more; what was stays in the record. */
  endedAt?: Instant;
}

export type ContactInput = Omit<Contact, 'stale' | 'endedAt' | 'erasedAt'>;

/** A customer as it is given to be stored: whether a contact is stale is not for the giver to say. */
export interface CustomerInput extends CustomerHead {
  accounts: (Omit<Account, 'contacts' | 'endedAt'> & { contacts: ContactInput[] })[];
}

/** Where in a list of customers: the index of one of them, and a JSON pointer into that one. */
export interface CustomerPlace {
  customer: number;
  pointer: string;
}

/** What does not fit between what was given and what stands there, or another part of what was given: then at `other`. */
export interface CustomerFault {
  at: CustomerPlace;
  why: string;
  other?: CustomerPlace;
}

/** Numbers of customers, of accounts and of contacts. */
export interface PartCounts {
  customers: number;
  accounts: number;
  contacts: number;
}

export type StoreAnswer = Stored | { outcome: 'refused'; faults: CustomerFault[] };

/** Customers with an account that no administrator stands for whom a notice could reach: the first by id, and how many more. */
export interface Unreachable {
  customers: CustomerId[];
  more: number;
}

export interface Stored extends PartCounts {
  outcome: 'stored';
  ended: PartCounts;
  unreachable: Unreachable;
  /** Open ones, whose scope the change touched. */
  incidents: IncidentId[];
  created: PartCounts;
  changed: PartCounts;
  /** Stood there as they were given. */
  unchanged: PartCounts;
}
