import type { Kysely, Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Customer, CustomerHead, CustomerInput, StoreAnswer, Unreachable } from './customer';
import { readCustomer } from './customer-reading';
import { listCustomers, unreachableAmong, type CustomerPage } from './customer-list';
import { storeCustomers, type Storing } from './customer-store';
import { end, erase, followUp, type Ending } from './ending';
import { markMailbox } from './staleness';
import { lockCustomers } from '../database/locks';
import type { Schema } from '../database/schema';

export interface Customers {
  /**
   * Stores customers with their accounts and contacts, all or none; what stands there and is not named stays, or ends with `replace`. They are
   * matched by their ids: an account never changes its customer, nor a contact its account. Their shape is the caller's to check.
   */
  store(customers: readonly CustomerInput[], how?: Storing): Promise<StoreAnswer>;
  /** What of it has ended only if asked for; of one that itself has ended, all. */
  get(id: string, also?: { ended: boolean }): Promise<Customer | undefined>;
  /** By id, without accounts. @throws BadCursor */
  list(page: CustomerPage): Promise<{ rows: (CustomerHead & Pick<Customer, 'endedAt'>)[]; next?: string }>;
  /** Those of them that have an account without an administrator whom a notice could reach, or no account. */
  unreachable(among: readonly string[]): Promise<Unreachable>;
  /** What has ended already stays as it is. Nothing more is sent there. @returns open incidents whose scope it touched */
  end(ending: Ending): Promise<IncidentId[]>;
  /** Ends a contact, and erases name and address for good. */
  erase(contact: string): Promise<IncidentId[]>;
  /**
   * Undefined if there is no such contact. Of every contact with the same address. Opens again what was told through it alone, in incidents that
   * are not closed.
   */
  markStale(contact: string, stale: boolean): Promise<IncidentId[] | undefined>;
}

export function customersIn(db: Kysely<Schema>): Customers {
  const changing = <T>(act: (trx: Transaction<Schema>) => Promise<T>) =>
    db.transaction().execute(async (trx) => {
      await lockCustomers(trx);
      return await act(trx);
    });
  return {
    store: (customers, how) => storeCustomers(db, customers, how),
    get: (id, also) => readCustomer(db, id, also),
    list: (page) => listCustomers(db, page),
    unreachable: (among) => unreachableAmong(db, among),
    end: (ending) => changing(async (trx) => await followUp(trx, await end(trx, ending))),
    erase: (contact) => changing((trx) => endAndErase(trx, contact)),
    markStale: (contact, stale) => changing((trx) => markMailbox(trx, contact, stale)),
  };
}

async function endAndErase(trx: Transaction<Schema>, contact: string): Promise<IncidentId[]> {
  const incidents = await followUp(trx, await end(trx, { contacts: [contact] }));
  await erase(trx, contact);
  return incidents;
}
