import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { contractTerms } from '../../domain/clocks/contract-terms';
import type { CustomerFault, CustomerInput, PartCounts, StoreAnswer } from './customer';
import { partsOf, placeOf, type CustomerParts, type Part } from './customer-parts';
import { lockCustomers } from '../database/locks';
import type { Schema } from '../database/schema';
import { recordset } from '../database/values';

export interface Storing {
  /** Answers as if it had stored, and stores nothing. */
  dryRun?: boolean;
}

/** Stores all of them or none. */
export async function storeCustomers(
  db: Kysely<Schema>,
  customers: readonly CustomerInput[],
  { dryRun = false }: Storing = {},
): Promise<StoreAnswer> {
  const { parts, faults } = partsOf(customers);
  if (faults.length > 0) return { outcome: 'refused', faults };
  let answer: StoreAnswer | undefined;
  const write = async (trx: Transaction<Schema>) => {
    answer = await store(trx, parts);
    if (dryRun) throw new Undone();
    return answer;
  };
  return await db
    .transaction()
    .execute(write)
    .catch((fault: unknown) => {
      if (fault instanceof Undone && answer) return answer;
      throw fault;
    });
}

/** Rolls a transaction back that did what it should. */
class Undone extends Error {}

async function store(trx: Transaction<Schema>, { customers, accounts, contacts }: CustomerParts): Promise<StoreAnswer> {
  await lockCustomers(trx);
  const faults = [...(await movedAccounts(trx, accounts)), ...(await movedContacts(trx, contacts))];
  if (faults.length > 0) return { outcome: 'refused', faults };
  const given = { customers: customers.length, accounts: accounts.length, contacts: contacts.length };
  const written = {
    customers: await writeCustomers(
      trx,
      recordset(customers.map(({ value }) => ({ ...value, terms: contractTerms(value) }))),
    ),
    accounts: await writeAccounts(trx, values(accounts)),
    contacts: await writeContacts(trx, values(contacts)),
  };
  const counted = (of: (part: keyof PartCounts) => number): PartCounts => ({
    customers: of('customers'),
    accounts: of('accounts'),
    contacts: of('contacts'),
  });
  return {
    outcome: 'stored',
    ...given,
    created: counted((part) => written[part].created),
    changed: counted((part) => written[part].changed),
    unchanged: counted((part) => given[part] - written[part].created - written[part].changed),
  };
}

interface Written {
  created: number;
  changed: number;
}

/** Of an upsert that leaves alone what stands there as given. */
async function written(trx: Transaction<Schema>, upsert: RawBuilder<{ inserted: boolean }>): Promise<Written> {
  const { rows } = await upsert.execute(trx);
  const created = rows.filter(({ inserted }) => inserted).length;
  return { created, changed: rows.length - created };
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

function writeCustomers(trx: Transaction<Schema>, given: string): Promise<Written> {
  return written(
    trx,
    sql`
    insert into customers as c (id, name, language, time_zone, contract_hours, contract_terms, terms)
    select id, name, language, "timeZone", "contractHours", coalesce("contractTerms", '[]'), terms
    from json_to_recordset(${given}::json) as given(id text, name text, language text, "timeZone" text,
      "contractHours" integer, "contractTerms" jsonb, terms jsonb)
    on conflict (id) do update set (name, language, time_zone, contract_hours, contract_terms, terms) =
      (excluded.name, excluded.language, excluded.time_zone, excluded.contract_hours, excluded.contract_terms, excluded.terms)
    where (c.name, c.language, c.time_zone, c.contract_hours, c.contract_terms, c.terms) is distinct from
      (excluded.name, excluded.language, excluded.time_zone, excluded.contract_hours, excluded.contract_terms, excluded.terms)
    returning (c.xmax = 0) as inserted`,
  );
}

function writeAccounts(trx: Transaction<Schema>, given: string): Promise<Written> {
  return written(
    trx,
    sql`
    insert into accounts as a (id, customer, kind, name, product)
    select id, owner, kind, name, product from json_to_recordset(${given}::json)
      as given(id text, owner text, kind text, name text, product text)
    on conflict (id) do update set (kind, name, product) = (excluded.kind, excluded.name, excluded.product)
    where (a.kind, a.name, a.product) is distinct from (excluded.kind, excluded.name, excluded.product)
    returning (a.xmax = 0) as inserted`,
  );
}

/** A new address may well reach somebody. */
function writeContacts(trx: Transaction<Schema>, given: string): Promise<Written> {
  return written(
    trx,
    sql`
    insert into contacts as c (id, account, name, email, role, language)
    select id, owner, name, email, role, language from json_to_recordset(${given}::json)
      as given(id text, owner text, name text, email text, role text, language text)
    on conflict (id) do update set (name, email, role, language, stale) = (excluded.name, excluded.email, excluded.role,
      excluded.language, c.stale and c.email = excluded.email)
    where (c.name, c.email, c.role, c.language) is distinct from
      (excluded.name, excluded.email, excluded.role, excluded.language)
    returning (c.xmax = 0) as inserted`,
  );
}
