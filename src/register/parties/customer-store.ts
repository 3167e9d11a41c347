import { sql, type Kysely, type Transaction } from 'kysely';
import { faultAt, type CustomerBatch, type Part } from './customer-import';
import type { ImportAnswer, ImportFault } from './customer';
import { lockCustomers } from '../database/locks';
import type { Schema } from '../database/schema';
import { recordset } from '../database/values';

/** Stores the whole batch or nothing of it. */
export async function storeBatch(
  db: Kysely<Schema>,
  given: { batch: CustomerBatch } | { faults: ImportFault[] },
): Promise<ImportAnswer> {
  if ('faults' in given) return { outcome: 'refused', faults: given.faults };
  return await db.transaction().execute((trx) => store(trx, given.batch));
}

async function store(
  trx: Transaction<Schema>,
  { customers, accounts, contacts }: CustomerBatch,
): Promise<ImportAnswer> {
  await lockCustomers(trx);
  const faults = [...(await movedAccounts(trx, accounts)), ...(await movedContacts(trx, contacts))];
  if (faults.length > 0) return { outcome: 'refused', faults };
  await writeCustomers(trx, values(customers));
  await writeAccounts(trx, values(accounts));
  await writeContacts(trx, values(contacts));
  return { outcome: 'stored', customers: customers.length, accounts: accounts.length, contacts: contacts.length };
}

function values<T extends object>(parts: Part<T>[]): string {
  return recordset(parts.map(({ value }) => value));
}

async function movedAccounts(trx: Transaction<Schema>, parts: CustomerBatch['accounts']): Promise<ImportFault[]> {
  const { rows } = await sql<{ id: string; owner: string }>`
    select a.id, a.customer as owner from json_to_recordset(${values(parts)}::json) as given(id text, customer text)
    join accounts a using (id) where a.customer <> given.customer`.execute(trx);
  return faultsAt(parts, 'customer', rows);
}

async function movedContacts(trx: Transaction<Schema>, parts: CustomerBatch['contacts']): Promise<ImportFault[]> {
  const { rows } = await sql<{ id: string; owner: string }>`
    select c.id, c.account as owner from json_to_recordset(${values(parts)}::json) as given(id text, account text)
    join contacts c using (id) where c.account <> given.account`.execute(trx);
  return faultsAt(parts, 'account', rows);
}

function faultsAt<T extends { id: string }>(
  parts: Part<T>[],
  property: keyof T & string,
  moved: { id: string; owner: string }[],
): ImportFault[] {
  const owners = new Map(moved.map(({ id, owner }) => [id, owner]));
  return parts
    .filter(({ value }) => owners.has(value.id))
    .map((part) =>
      faultAt(part, property, `is not where ${part.value.id} belongs, which is ${owners.get(part.value.id)}`),
    );
}

async function writeCustomers(trx: Transaction<Schema>, given: string): Promise<void> {
  await sql`
    insert into customers (id, name, language, time_zone, contract_hours)
    select id, name, language, "timeZone", "contractHours" from json_to_recordset(${given}::json)
      as given(id text, name text, language text, "timeZone" text, "contractHours" integer)
    on conflict (id) do update set (name, language, time_zone, contract_hours) =
      (excluded.name, excluded.language, excluded.time_zone, excluded.contract_hours)`.execute(trx);
}

async function writeAccounts(trx: Transaction<Schema>, given: string): Promise<void> {
  await sql`
    insert into accounts (id, customer, kind, name, product)
    select id, customer, kind, name, product from json_to_recordset(${given}::json)
      as given(id text, customer text, kind text, name text, product text)
    on conflict (id) do update set (kind, name, product) = (excluded.kind, excluded.name, excluded.product)`.execute(
    trx,
  );
}

/** A new address may well reach somebody. */
async function writeContacts(trx: Transaction<Schema>, given: string): Promise<void> {
  await sql`
    insert into contacts (id, account, name, email, role, language)
    select id, account, name, email, role, language from json_to_recordset(${given}::json)
      as given(id text, account text, name text, email text, role text, language text)
    on conflict (id) do update set (name, email, role, language, stale) = (excluded.name, excluded.email, excluded.role,
      excluded.language, contacts.stale and contacts.email = excluded.email)`.execute(trx);
}
