import type { AccountKind, ContactRole } from '../database/schema';

export interface Contact {
  id: string;
  name: string;
  email: string;
  role: ContactRole;
  /** BCP 47 tag; without one, the customer's. */
  language?: string;
  /** Known to reach nobody: left out of notices. A new address ends it. */
  stale: boolean;
}

export interface Account {
  id: string;
  kind: AccountKind;
  name: string;
  product: string;
  contacts: Contact[];
}

export interface CustomerHead {
  id: string;
  name: string;
  language: string;
  timeZone: string;
  /** Hours within which the contract wants the customer told, if it says so. */
  contractHours?: number;
}

export interface Customer extends CustomerHead {
  accounts: Account[];
}

/** A customer as it is given to be stored: whether a contact is stale is not for the giver to say. */
export interface CustomerInput extends CustomerHead {
  accounts: (Omit<Account, 'contacts'> & { contacts: Omit<Contact, 'stale'>[] })[];
}

/** One contact with its account and customer, as a CSV file has it. An empty text is no value. */
export interface ImportRow {
  customer_id: string;
  customer_name: string;
  language: string;
  time_zone: string;
  contract_hours?: string;
  account_id: string;
  account_kind: string;
  account_name: string;
  product: string;
  contact_id: string;
  contact_name: string;
  contact_email: string;
  contact_role: string;
  contact_language?: string;
}

/** What is wrong with what was given. `row` counts from 1, without the heading; a single customer's faults have none, and the path for `field`. */
export interface ImportFault {
  row?: number;
  field: string;
  why: string;
}

export type ImportAnswer =
  | { outcome: 'stored'; customers: number; accounts: number; contacts: number }
  | { outcome: 'refused'; faults: ImportFault[] };
