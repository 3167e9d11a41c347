import { sql, type Kysely, type Transaction } from 'kysely';
import { contractTerms } from '../../domain/clocks/contract-terms';
import type { Author } from '../../domain/administration/story';
import { NOBODY, writeActs, type Act } from '../administration/story';
import type { CustomerFault, CustomerInput, PartCounts, StoreAnswer, Stored } from './customer';
import { writeAccounts, writeContacts, writeCustomers, type Written } from './customer-writes';
import { unreachableAmong } from './customer-list';
import { end, followUp } from './ending';
import { partsOf, placeOf, type CustomerParts, type Part } from './customer-parts';
import { lockCustomers } from '../database/locks';
import type { Schema } from '../database/schema';
import { recordset } from '../database/values';
import type { AccountId, ContactId } from '../../domain/primitives/parties';

export interface Storing {
  /** Answers as if it had stored, and stores nothing. */
  dryRun?: boolean;
  /** Ends the accounts and contacts of these customers that are not named; without it they stay. */
  replace?: boolean;
  /** The SHA-256 of the list or file that they came in: it is an import then, whatever of it is new. */
  source?: string;
}

/** Stores all of them or none. */
export async function storeCustomers(
  db: Kysely<Schema>,
  customers: readonly CustomerInput[],
  { dryRun = false, replace = false, source }: Storing = {},
  author: Author = NOBODY,
): Promise<StoreAnswer> {
  const { parts, faults } = partsOf(customers);
  if (faults.length > 0) return { outcome: 'refused', faults };
  let answer: StoreAnswer | undefined;
  const write = async (trx: Transaction<Schema>) => {
    answer = await store(trx, parts, replace);
    if (dryRun) throw new Undone();
    if (answer.outcome === 'stored') await writeActs(trx, author, storeActs(customers, answer, source));
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

/** One page, however many they are: what was stored is in the tables, and what was given has its hash. */
function storeActs(customers: readonly CustomerInput[], stored: Stored, source?: string): Act[] {
  const { created, changed, ended } = stored;
  const change = { customers: stored.customers, created, changed, ended };
  if (source !== undefined) return [{ act: 'customers-imported', subject: `imports/${source}`, change }];
  const isChange = [created, changed, ended].some((counts) => Object.values(counts).some((count) => count > 0));
  if (!isChange) return [];
  const [first] = customers;
  return [
    {
      act: 'customers-stored',
      subject: customers.length === 1 && first ? `customers/${first.id}` : 'customers',
      change,
    },
  ];
}

/** Rolls a transaction back that did what it should. */
class Undone extends Error {}

async function store(
  trx: Transaction<Schema>,
  { customers, accounts, contacts }: CustomerParts,
  replace: boolean,
): Promise<StoreAnswer> {
  await lockCustomers(trx);
  const faults = [...(await movedAccounts(trx, accounts)), ...(await movedContacts(trx, contacts))];
  if (faults.length > 0) return { outcome: 'refused', faults };
  const parts = { customers, accounts, contacts };
  const written = {
    customers: await writeCustomers(
      trx,
      recordset(customers.map(({ value }) => ({ ...value, terms: contractTerms(value) }))),
    ),
    accounts: await writeAccounts(trx, values(accounts)),
    contacts: await writeContacts(trx, values(contacts)),
  };
  const unnamed = replace ? await unnamedOf(trx, parts) : { accounts: [], contacts: [] };
  const touched = new Set([...(await end(trx, unnamed)), ...changedCustomers(parts, written)]);
  return {
    outcome: 'stored',
    ...countsOf(parts, written),
    ended: { customers: 0, accounts: unnamed.accounts.length, contacts: unnamed.contacts.length },
    unreachable: await unreachableAmong(
      trx,
      customers.map(({ value }) => value.id),
    ),
    incidents: await followUp(trx, [...touched]),
  };
}

type WrittenParts = Record<keyof PartCounts, Written>;

function countsOf(parts: CustomerParts, written: WrittenParts) {
  const counted = (of: (part: keyof PartCounts) => number): PartCounts => ({
    customers: of('customers'),
    accounts: of('accounts'),
    contacts: of('contacts'),
  });
  return {
    ...counted((part) => parts[part].length),
    created: counted((part) => written[part].created.length),
    changed: counted((part) => written[part].changed.length),
    unchanged: counted((part) => parts[part].length - written[part].created.length - written[part].changed.length),
  };
}

/** What stands there of these customers and is not named. */
async function unnamedOf(trx: Transaction<Schema>, { customers, accounts, contacts }: CustomerParts) {
  const idsOf = (parts: Part<{ id: string }>[]) => parts.map(({ value }) => value.id);
  const { rows } = await sql<{ accounts: AccountId[]; contacts: ContactId[] }>`
    with theirs as (select id, ended_at from accounts where customer = any(${idsOf(customers)}::text[]))
    select array(select id from theirs where ended_at is null and not id = any(${idsOf(accounts)}::text[]) order by id) as accounts,
      array(select id from contacts where ended_at is null and account in (select id from theirs)
        and not id = any(${idsOf(contacts)}::text[]) order by id) as contacts`.execute(trx);
  return rows[0] ?? { accounts: [], contacts: [] };
}

/** Whose data is not what it was, by the parts that were written. */
function changedCustomers({ accounts, contacts }: CustomerParts, written: WrittenParts): string[] {
  const ownerOf = (parts: Part<{ id: string; owner: string }>[]) => {
    const owners = new Map(parts.map(({ value }) => [value.id, value.owner]));
    return (id: string) => owners.get(id) ?? '';
  };
  const idsOf = (part: keyof PartCounts) => [...written[part].created, ...written[part].changed];
  const [customerOf, accountOf] = [ownerOf(accounts), ownerOf(contacts)];
  return [
    ...idsOf('customers'),
    ...idsOf('accounts').map(customerOf),
    ...idsOf('contacts').map((contact) => customerOf(accountOf(contact))),
  ];
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
