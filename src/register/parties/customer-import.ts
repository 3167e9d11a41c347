import { ACCOUNT_RULES, CONTACT_RULES, CUSTOMER_RULES, type Rules } from './customer-rules';
import type { Account, Contact, CustomerHead, CustomerInput, ImportFault, ImportRow } from './customer';

type AccountPart = Omit<Account, 'contacts'> & { customer: string };
type ContactPart = Omit<Contact, 'stale'> & { account: string };

/** A part of a customer, and where in the input it stands. */
export interface Part<T> {
  value: T;
  row?: number;
  /** The name that the giver knows a property by. */
  field: (property: keyof T & string) => string;
}

/** Customers, accounts and contacts, each once. */
export interface CustomerBatch {
  customers: Part<CustomerHead>[];
  accounts: Part<AccountPart>[];
  contacts: Part<ContactPart>[];
}

export const MAX_ROWS = 5_000;

export function batchOfRows(rows: ImportRow[]): { batch: CustomerBatch } | { faults: ImportFault[] } {
  if (rows.length > MAX_ROWS) {
    return { faults: [{ field: 'rows', why: `there are ${rows.length}, and ${MAX_ROWS} is the most at once` }] };
  }
  const all: CustomerBatch = { customers: [], accounts: [], contacts: [] };
  for (const [index, row] of rows.entries()) {
    const at = index + 1;
    all.customers.push({ value: customerOf(row), row: at, field: named(CUSTOMER_COLUMNS) });
    all.accounts.push({ value: accountOf(row), row: at, field: named(ACCOUNT_COLUMNS) });
    all.contacts.push({ value: contactOf(row), row: at, field: named(CONTACT_COLUMNS) });
  }
  return checked(all);
}

export function batchOfCustomer(customer: CustomerInput): { batch: CustomerBatch } | { faults: ImportFault[] } {
  const { accounts, ...head } = customer;
  const batch: CustomerBatch = {
    customers: [{ value: head, field: (name) => name }],
    accounts: [],
    contacts: [],
  };
  for (const [index, { contacts, ...account }] of accounts.entries()) {
    const place = `accounts/${index}`;
    batch.accounts.push({ value: { ...account, customer: head.id }, field: within(place, 'customer') });
    for (const [number, contact] of contacts.entries()) {
      const field = within(`${place}/contacts/${number}`, 'account');
      batch.contacts.push({ value: { ...contact, account: account.id }, field });
    }
  }
  return checked(batch);
}

/** Whose a part is, its place says, and no field of its own: what is wrong with that is wrong with the id it was given. */
function within(place: string, owner: string): (property: string) => string {
  return (property) => `${place}/${property === owner ? 'id' : property}`;
}

const CUSTOMER_COLUMNS = {
  id: 'customer_id',
  name: 'customer_name',
  language: 'language',
  timeZone: 'time_zone',
  contractHours: 'contract_hours',
};
const ACCOUNT_COLUMNS = {
  id: 'account_id',
  customer: 'customer_id',
  kind: 'account_kind',
  name: 'account_name',
  product: 'product',
};
const CONTACT_COLUMNS = {
  id: 'contact_id',
  account: 'account_id',
  name: 'contact_name',
  email: 'contact_email',
  role: 'contact_role',
  language: 'contact_language',
};

function named<K extends string>(columns: Record<K, string>): (property: K) => string {
  return (property) => columns[property];
}

function customerOf(row: ImportRow): CustomerHead {
  const head = { id: row.customer_id, name: row.customer_name, language: row.language, timeZone: row.time_zone };
  return row.contract_hours ? { ...head, contractHours: wholeNumber(row.contract_hours) } : head;
}

function wholeNumber(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : NaN;
}

function accountOf(row: ImportRow): AccountPart {
  const kind = row.account_kind as Account['kind'];
  return { id: row.account_id, customer: row.customer_id, kind, name: row.account_name, product: row.product };
}

function contactOf(row: ImportRow): ContactPart {
  const role = row.contact_role as Contact['role'];
  const contact = {
    id: row.contact_id,
    account: row.account_id,
    name: row.contact_name,
    email: row.contact_email,
    role,
  };
  return row.contact_language ? { ...contact, language: row.contact_language } : contact;
}

function checked(all: CustomerBatch): { batch: CustomerBatch } | { faults: ImportFault[] } {
  const batch = { customers: once(all.customers), accounts: once(all.accounts), contacts: once(all.contacts) };
  const faults = [
    ...batch.customers.parts.flatMap((part) => faultsOf(part, CUSTOMER_RULES)),
    ...batch.accounts.parts.flatMap((part) => faultsOf(part, ACCOUNT_RULES)),
    ...batch.contacts.parts.flatMap((part) => faultsOf(part, CONTACT_RULES)),
    ...batch.customers.faults,
    ...batch.accounts.faults,
    ...batch.contacts.faults,
  ].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  if (faults.length > 0) return { faults };
  return {
    batch: { customers: batch.customers.parts, accounts: batch.accounts.parts, contacts: batch.contacts.parts },
  };
}

/** The same id may come in many rows, if they say the same of it. */
function once<T extends { id: string }>(all: Part<T>[]): { parts: Part<T>[]; faults: ImportFault[] } {
  const first = new Map<string, Part<T>>();
  const faults: ImportFault[] = [];
  for (const part of all) {
    const known = first.get(part.value.id);
    if (!known) first.set(part.value.id, part);
    else faults.push(...differences(known, part));
  }
  return { parts: [...first.values()], faults };
}

function differences<T extends { id: string }>(known: Part<T>, part: Part<T>): ImportFault[] {
  const properties = Object.keys({ ...known.value, ...part.value }) as (keyof T & string)[];
  const where = known.row === undefined ? 'before' : `in row ${known.row}`;
  return properties
    .filter((property) => !Object.is(known.value[property], part.value[property]))
    .map((property) => faultAt(part, property, `says otherwise of ${part.value.id} than ${where}`));
}

function faultsOf<T>(part: Part<T>, rules: Rules<T>): ImportFault[] {
  const properties = Object.keys(rules) as (keyof T & string)[];
  return properties.flatMap((property) => {
    const why = rules[property](part.value[property]);
    return why ? [faultAt(part, property, why)] : [];
  });
}

export function faultAt<T>({ row, field }: Part<T>, property: keyof T & string, why: string): ImportFault {
  return { ...(row !== undefined && { row }), field: field(property), why };
}
