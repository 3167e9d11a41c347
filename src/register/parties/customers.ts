import type { Kysely, Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { Customer, CustomerHead, CustomerInput, StoreAnswer, Unreachable } from './customer';
import { readCustomer } from './customer-reading';
import { listCustomers, unreachableAmong, type CustomerPage } from './customer-list';
import { storeCustomers, type Storing } from './customer-store';
import { end, erase, followUp, type Ending } from './ending';
import { namesOf, type CustomerName } from './names';
import { countUnfit, listUnfit, type UnfitCount, type UnfitCustomer } from './fitness';
import { markMailbox } from './staleness';
import type { Author } from '../../domain/administration/story';
import { NOBODY, writeActs, type Act } from '../administration/story';
import { lockCustomers } from '../database/locks';
import type { Schema } from '../database/schema';
import type { ContactId, CustomerId } from '../../domain/primitives/parties';

/** Each act is a page of the administration's story, by ids and counts. */
export interface Customers {
  /**
   * Stores customers with their accounts and contacts, all or none; what stands there and is not named stays, or ends with `replace`. They are
   * matched by their ids: an account never changes its customer, nor a contact its account. Their shape is the caller's to check.
   */
  store(customers: readonly CustomerInput[], how?: Storing, author?: Author): Promise<StoreAnswer>;
  /** What of it has ended only if asked for; of one that itself has ended, all. */
  get(id: CustomerId, also?: { ended: boolean }): Promise<Customer | undefined>;
  /** By id, without accounts. @throws BadCursor */
  list(page: CustomerPage): Promise<{ rows: (CustomerHead & Pick<Customer, 'endedAt'>)[]; next?: string }>;
  /** Those of them that have an account without an administrator whom a notice could reach, or no account. */
  unreachable(among: readonly string[]): Promise<Unreachable>;
  /** By which somebody would know one of them, of those who left too. */
  names(): Promise<CustomerName[]>;
  /** Whom a notice would not reach as it should, before anything happens. @throws BadCursor */
  unfit(page: { limit: number; cursor?: string }, at: Instant): Promise<{ rows: UnfitCustomer[]; next?: string }>;
  unfitness(at: Instant): Promise<UnfitCount[]>;
  /** What has ended already stays as it is. Nothing more is sent there. @returns open incidents whose scope it touched */
  end(ending: Ending, author?: Author): Promise<IncidentId[]>;
  /** Ends a contact, and erases name and address for good. */
  erase(contact: ContactId, author?: Author): Promise<IncidentId[]>;
  /**
   * Undefined if there is no such contact. Of every contact with the same address. Opens again what was told through it alone, in incidents that
   * are not closed.
   */
  markStale(contact: ContactId, stale: boolean, author?: Author): Promise<IncidentId[] | undefined>;
}

export function customersIn(db: Kysely<Schema>): Customers {
  const changing = <T>(act: (trx: Transaction<Schema>) => Promise<T>) =>
    db.transaction().execute(async (trx) => {
      await lockCustomers(trx);
      return await act(trx);
    });
  return {
    store: (customers, how, author = NOBODY) => storeCustomers(db, customers, how, author),
    get: (id, also) => readCustomer(db, id, also),
    list: (page) => listCustomers(db, page),
    unreachable: (among) => unreachableAmong(db, among),
    names: () => namesOf(db),
    unfit: (page, at) => listUnfit(db, page, at),
    unfitness: (at) => countUnfit(db, at),
    end: (ending, author = NOBODY) => changing((trx) => endWith(trx, ending, author)),
    erase: (contact, author = NOBODY) => changing((trx) => endAndErase(trx, contact, author)),
    markStale: (contact, stale, author = NOBODY) => changing((trx) => mark(trx, contact, stale, author)),
  };
}

async function endWith(trx: Transaction<Schema>, ending: Ending, author: Author): Promise<IncidentId[]> {
  const customers = await end(trx, ending);
  const incidents = await followUp(trx, customers);
  if (customers.length > 0) await writeActs(trx, author, endingActs(ending));
  return incidents;
}

async function endAndErase(trx: Transaction<Schema>, contact: ContactId, author: Author): Promise<IncidentId[]> {
  const incidents = await followUp(trx, await end(trx, { contacts: [contact] }));
  if (await erase(trx, contact))
    await writeActs(trx, author, [{ act: 'contact-erased', subject: `contacts/${contact}` }]);
  return incidents;
}

async function mark(
  trx: Transaction<Schema>,
  contact: ContactId,
  stale: boolean,
  author: Author,
): Promise<IncidentId[] | undefined> {
  const incidents = await markMailbox(trx, contact, stale);
  if (incidents)
    await writeActs(trx, author, [{ act: 'contact-marked', subject: `contacts/${contact}`, change: { stale } }]);
  return incidents;
}

function endingActs({ customers = [], accounts = [], contacts = [] }: Ending): Act[] {
  return [
    ...customers.map((id): Act => ({ act: 'customer-ended', subject: `customers/${id}` })),
    ...accounts.map((id): Act => ({ act: 'account-ended', subject: `accounts/${id}` })),
    ...contacts.map((id): Act => ({ act: 'contact-ended', subject: `contacts/${id}` })),
  ];
}
