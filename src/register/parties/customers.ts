import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import { cursorOf, sliceOf, positionOf } from '../read/cursor';
import type { Customer, CustomerHead, CustomerInput, StoreAnswer } from './customer';
import { storeCustomers, type Storing } from './customer-store';
import { bumpRevision, lockRevision, scopeOf } from '../scope/revisions';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';
import { settleNotified } from '../scope/told';
import { withoutNulls } from '../database/values';

export interface Customers {
  /**
   * Stores customers with their accounts and contacts, all or none; what stands there and is not named stays. They are matched by their
   * ids: an account never changes its customer, nor a contact its account. Their shape is the caller's to check.
   */
  store(customers: readonly CustomerInput[], how?: Storing): Promise<StoreAnswer>;
  get(id: string): Promise<Customer | undefined>;
  /** By id, without accounts. @throws BadCursor */
  list(page: { limit: number; cursor?: string }): Promise<{ rows: CustomerHead[]; next?: string }>;
  /** False if there is no such contact. Opens again what was told through this contact alone, in incidents that are not closed. */
  markStale(contact: string, stale: boolean): Promise<boolean>;
}

export function customersIn(db: Kysely<Schema>): Customers {
  return {
    store: (customers, how) => storeCustomers(db, customers, how),
    get: (id) => get(db, id),
    list: (page) => list(db, page),
    markStale: (contact, stale) => db.transaction().execute((trx) => markStale(trx, contact, stale)),
  };
}

async function get(db: Kysely<Schema>, id: string): Promise<Customer | undefined> {
  const head = await db.selectFrom('customers').select(HEAD).where('id', '=', id).executeTakeFirst();
  if (!head) return undefined;
  const accounts = await db
    .selectFrom('accounts')
    .select(['id', 'kind', 'name', 'product'])
    .where('customer', '=', id)
    .orderBy('id')
    .execute();
  const contacts = await db
    .selectFrom('contacts')
    .select(['account', 'id', 'name', 'email', 'role', 'language', 'stale'])
    .where('account', '=', anyOf(accounts.map((account) => account.id)))
    .orderBy('id')
    .execute();
  const contactsOf = (id: string) =>
    contacts.filter(({ account }) => account === id).map(({ account: _, ...contact }) => withoutNulls(contact));
  return {
    ...headOf(head),
    accounts: accounts.map((account) => ({ ...account, contacts: contactsOf(account.id) })),
  };
}

const HEAD = ['id', 'name', 'language', 'timeZone', 'contractHours', 'contractTerms'] as const;

function headOf({
  contractTerms,
  ...head
}: Pick<Selectable<Schema['customers']>, (typeof HEAD)[number]>): CustomerHead {
  return { ...withoutNulls(head), ...(contractTerms.length > 0 && { contractTerms }) };
}

async function list(db: Kysely<Schema>, { limit, cursor }: { limit: number; cursor?: string }) {
  let found = db.selectFrom('customers').select(HEAD);
  if (cursor !== undefined) found = found.where('id', '>', positionOf('customers', cursor, ['text'])[0]);
  const rows = await found
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return sliceOf(rows.map(headOf), limit, ({ id }) => cursorOf('customers', [id]));
}

/** Deliveries to the address he has now count no more, or again; closed incidents stay as they were. */
async function markStale(trx: Transaction<Schema>, id: string, stale: boolean): Promise<boolean> {
  const touched = await sentThrough(trx, id);
  for (const { incident } of touched) await lockRevision(trx, scopeOf(incident));
  const contact = await trx
    .updateTable('contacts')
    .set({ stale })
    .where('id', '=', id)
    .returning('email')
    .executeTakeFirst();
  if (!contact) return false;
  for (const { incident, customer } of touched) {
    await trx
      .updateTable('deliveries')
      .set({ usable: !stale })
      .where('contact', '=', id)
      .where('incident', '=', incident)
      .where('email', '=', contact.email)
      .execute();
    await settleNotified(trx, incident, [customer], { reopen: true });
    await bumpRevision(trx, scopeOf(incident));
  }
  return true;
}

/** In one order everywhere, so that two such changes do not wait for each other. */
async function sentThrough(trx: Transaction<Schema>, contact: string) {
  return await trx
    .selectFrom('deliveries')
    .leftJoin('incidents', 'incidents.id', 'deliveries.incident')
    .select(['deliveries.incident', 'deliveries.customer'])
    .distinct()
    .where('deliveries.contact', '=', contact)
    .where(sql<boolean>`incidents.stage is distinct from 'closed'`)
    .orderBy('deliveries.incident')
    .execute();
}
