import { sql, type Kysely, type Transaction } from 'kysely';
import { contractTerms } from '../../domain/clocks/contract-terms';
import type { CustomerFault, CustomerInput, StoreAnswer } from './customer';
import { partsOf, placeOf, type CustomerParts, type Part } from './customer-parts';
import { lockCustomers } from '../database/locks';
import type { Schema } from '../database/schema';
import { recordset } from '../database/values';

/** Stores all of them or none. */
export async function storeCustomers(db: Kysely<Schema>, customers: readonly CustomerInput[]): Promise<StoreAnswer> {
  const { parts, faults } = partsOf(customers);
  if (faults.length > 0) return { outcome: 'refused', faults };
  return await db.transaction().execute((trx) => store(trx, parts));
}

async function store(trx: Transaction<Schema>, { customers, accounts, contacts }: CustomerParts): Promise<StoreAnswer> {
  await lockCustomers(trx);
  const faults = [...(await movedAccounts(trx, accounts)), ...(await movedContacts(trx, contacts))];
  if (faults.length > 0) return { outcome: 'refused', faults };
  await writeCustomers(trx, recordset(customers.map(({ value }) => ({ ...value, terms: contractTerms(value) }))));
  await writeAccounts(trx, values(accounts));
  await writeContacts(trx, values(contacts));
  return { outcome: 'stored', customers: customers.length, accounts: accounts.length, contacts: contacts.length };
}

function values<T extends object>(parts: Part<T>[]): string {
  return recordset(parts.map(({ value }) => value));
}

async function movedAccounts(trx: Transaction<Schema>, parts: CustomerParts['accounts']): Promise<CustomerFault[]> {
  const { rows } = await sql<Moved>`
    select a.id, a.customer as owner from json_to_recordset(${values(parts)}::json) as given(id text, owner text)
    join accounts a using (id) where a.customer <> given.owner`.execute(trx);
  return faultsOf(parts, rows);
}

async function movedContacts(trx: Transaction<Schema>, parts: CustomerParts['contacts']): Promise<CustomerFault[]> {
  const { rows } = await sql<Moved>`
    select c.id, c.account as owner from json_to_recordset(${values(parts)}::json) as given(id text, owner text)
    join contacts c using (id) where c.account <> given.owner`.execute(trx);
  return faultsOf(parts, rows);
}

interface Moved {
  id: string;
  owner: string;
}

function faultsOf<T extends Moved>(parts: Part<T>[], moved: Moved[]): CustomerFault[] {
  const owners = new Map(moved.map(({ id, owner }) => [id, owner]));
  return parts.flatMap((part) => {
    const owner = owners.get(part.value.id);
    return owner === undefined ? [] : [{ at: placeOf(part, 'id'), why: `belongs to ${owner}, and stays there` }];
  });
}

async function writeCustomers(trx: Transaction<Schema>, given: string): Promise<void> {
  await sql`
    insert into customers (id, name, language, time_zone, contract_hours, contract_terms, terms)
    select id, name, language, "timeZone", "contractHours", coalesce("contractTerms", '[]'), terms
    from json_to_recordset(${given}::json) as given(id text, name text, language text, "timeZone" text,
      "contractHours" integer, "contractTerms" jsonb, terms jsonb)
    on conflict (id) do update set (name, language, time_zone, contract_hours, contract_terms, terms) =
      (excluded.name, excluded.language, excluded.time_zone, excluded.contract_hours, excluded.contract_terms, excluded.terms)`.execute(
    trx,
  );
}

async function writeAccounts(trx: Transaction<Schema>, given: string): Promise<void> {
  await sql`
    insert into accounts (id, customer, kind, name, product)
    select id, owner, kind, name, product from json_to_recordset(${given}::json)
      as given(id text, owner text, kind text, name text, product text)
    on conflict (id) do update set (kind, name, product) = (excluded.kind, excluded.name, excluded.product)`.execute(
    trx,
  );
}

/** A new address may well reach somebody. */
async function writeContacts(trx: Transaction<Schema>, given: string): Promise<void> {
  await sql`
    insert into contacts (id, account, name, email, role, language)
    select id, owner, name, email, role, language from json_to_recordset(${given}::json)
      as given(id text, owner text, name text, email text, role text, language text)
    on conflict (id) do update set (name, email, role, language, stale) = (excluded.name, excluded.email, excluded.role,
      excluded.language, contacts.stale and contacts.email = excluded.email)`.execute(trx);
}
