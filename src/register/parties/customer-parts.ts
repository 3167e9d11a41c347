import { canonicalJson } from '../database/values';
import type { Account, ContactInput, CustomerFault, CustomerHead, CustomerInput, CustomerPlace } from './customer';

/** A part of a customer, and where in the list it stands. `owner` is the id of what it belongs to. */
export interface Part<T> {
  value: T;
  at: CustomerPlace;
}

/** Customers, accounts and contacts, each once. */
export interface CustomerParts {
  customers: Part<CustomerHead>[];
  accounts: Part<Omit<Account, 'contacts' | 'endedAt'> & { owner: string }>[];
  contacts: Part<ContactInput & { owner: string }>[];
}

/** What is named more than once must be the same each time; the faults say where it is not. */
export function partsOf(given: readonly CustomerInput[]): { parts: CustomerParts; faults: CustomerFault[] } {
  const all: CustomerParts = { customers: [], accounts: [], contacts: [] };
  for (const [customer, { accounts, ...head }] of given.entries()) {
    all.customers.push({ value: head, at: { customer, pointer: '' } });
    for (const [index, { contacts, ...account }] of accounts.entries()) {
      const pointer = `/accounts/${index}`;
      all.accounts.push({ value: { ...account, owner: head.id }, at: { customer, pointer } });
      for (const [number, contact] of contacts.entries())
        all.contacts.push({
          value: { ...contact, owner: account.id },
          at: { customer, pointer: `${pointer}/contacts/${number}` },
        });
    }
  }
  const [customers, accounts, contacts] = [once(all.customers), once(all.accounts), once(all.contacts)];
  return {
    parts: { customers: customers.parts, accounts: accounts.parts, contacts: contacts.parts },
    faults: [...customers.faults, ...accounts.faults, ...contacts.faults],
  };
}

function once<T extends { id: string }>(all: Part<T>[]): { parts: Part<T>[]; faults: CustomerFault[] } {
  const first = new Map<string, Part<T>>();
  const faults: CustomerFault[] = [];
  for (const part of all) {
    const known = first.get(part.value.id);
    if (known) faults.push(...differences(known, part));
    else first.set(part.value.id, part);
  }
  return { parts: [...first.values()], faults };
}

function differences<T extends { id: string }>(known: Part<T>, part: Part<T>): CustomerFault[] {
  const fields = Object.keys({ ...known.value, ...part.value }) as (keyof T & string)[];
  return fields
    .filter((field) => canonicalJson(known.value[field]) !== canonicalJson(part.value[field]))
    .map((field) => ({
      at: placeOf(part, field),
      why: `says otherwise of ${part.value.id} than before`,
      other: placeOf(known, field),
    }));
}

/** Whose a part is, its place says, and no field of its own: what is wrong with that is wrong with the id it was given. */
export function placeOf<T>({ at }: Part<T>, field: keyof T & string): CustomerPlace {
  return { ...at, pointer: `${at.pointer}/${field === 'owner' ? 'id' : field}` };
}
