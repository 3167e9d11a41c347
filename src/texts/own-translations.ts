import { readersWords } from '../domain/scope/own-words';
import type { CustomerField, CustomerKey } from '../domain/scope/state';
import { sha256 } from '../primitives/hash';
import { baseOf } from './page';
import type { CustomerId } from '../domain/primitives/parties';

/** What is said of one customer alone. */
export interface SaidOfOne {
  customer: CustomerId;
  said: Partial<Record<CustomerKey, string>>;
}

/** Words that are said of some customers in the place of one field: a translator gets them once, and reads no customer's name. */
export interface OwnUnit {
  unit: string;
  source: string;
  /** Where all of them have the same. */
  target?: string;
  field: CustomerField;
  customers: CustomerId[];
}

export function ownUnitsOf(
  all: readonly SaidOfOne[],
  { from, language }: { from: string; language: string },
): OwnUnit[] {
  const units = new Map<string, OwnUnit>();
  for (const { customer, said } of all)
    for (const [field, texts] of Object.entries(readersWords(said)) as [CustomerField, Record<string, string>][]) {
      const [source, target] = [texts[baseOf(from)], texts[baseOf(language)]];
      if (source === undefined) continue;
      const unit = unitOf(field, source);
      units.set(unit, withCustomer(units.get(unit), customer, { unit, source, field, ...(target && { target }) }));
    }
  return [...units.values()];
}

const HASH_SHOWN = 16;

function unitOf(field: CustomerField, source: string): string {
  return `${field}.${sha256(source).slice(0, HASH_SHOWN)}`;
}

function withCustomer(known: OwnUnit | undefined, customer: CustomerId, one: Omit<OwnUnit, 'customers'>): OwnUnit {
  if (!known) return { ...one, customers: [customer] };
  const { target, ...rest } = known;
  known.customers.push(customer);
  return target !== undefined && target === one.target ? known : rest;
}

/** For each customer of the units, what is said of it from now on in the language. */
export function ownRowsOf(units: readonly OwnUnit[], textOf: (unit: string) => string, language: string) {
  const rows = new Map<string, { customer: CustomerId } & Partial<Record<CustomerKey, string>>>();
  for (const { unit, field, customers } of units)
    for (const customer of customers)
      rows.set(customer, { ...rows.get(customer), customer, [`${field}.${baseOf(language)}`]: textOf(unit) });
  return [...rows.values()];
}
