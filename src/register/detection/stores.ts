import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { AdministrativeAct, Author } from '../../domain/administration/story';
import type { StoreGap } from '../../domain/triage/stores';
import { databaseNow, writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';
import type { CustomerId } from '../../domain/primitives/parties';

export type DataStore = Present<Selectable<Schema['dataStores']>> & { gaps: StoreGap[] };
export type StoreInput = Pick<DataStore, 'id' | 'name' | 'kind' | 'owner' | 'methods' | 'checkDays'> & {
  product?: string;
};

/** Where personal data lies. Whatever has ended is kept in the story of the administration alone. */
export interface DataStores {
  /** False where one with this id stands. One that has ended stands again, unchecked. */
  add(store: StoreInput, author: Author): Promise<boolean>;
  /** Adds one, or changes what stands there. A change leaves its last check. */
  put(store: StoreInput, author: Author): Promise<void>;
  /** Somebody looked, and its detection works. False for an unknown or ended one. */
  checked(id: string, author: Author): Promise<boolean>;
  end(id: string, author: Author): Promise<boolean>;
  get(id: string): Promise<DataStore | undefined>;
  /** By id. */
  list(): Promise<DataStore[]>;
  /** Customers with an account for its product: who may be affected by a breach of it. */
  customersOf(id: string): Promise<string[]>;
}

export function dataStoresIn(db: Kysely<Schema>): DataStores {
  const inOne = <T>(act: (trx: Transaction<Schema>) => Promise<T>) => db.transaction().execute(act);
  return {
    add: (store, author) => inOne((trx) => add(trx, store, author)),
    put: (store, author) => inOne((trx) => put(trx, store, author)),
    checked: (id, author) => inOne((trx) => checked(trx, id, author)),
    end: (id, author) => inOne((trx) => end(trx, id, author)),
    get: async (id) => (await list(db)).find((store) => store.id === id),
    list: () => list(db),
    customersOf: (id) => customersOf(db, id),
  };
}

async function add(trx: Transaction<Schema>, store: StoreInput, author: Author): Promise<boolean> {
  const row = { ...standing(store), checkedAt: null, checkedBy: null };
  const added = await trx
    .insertInto('dataStores')
    .values({ ...row, addedAt: await instantOf(trx, author) })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row).where('dataStores.endedAt', 'is not', null))
    .returning('id')
    .executeTakeFirst();
  if (added) await notePut(trx, author, store);
  return added !== undefined;
}

async function put(trx: Transaction<Schema>, store: StoreInput, author: Author): Promise<void> {
  const row = standing(store);
  await trx
    .insertInto('dataStores')
    .values({ ...row, addedAt: await instantOf(trx, author), checkedAt: null, checkedBy: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await notePut(trx, author, store);
}

function standing(store: StoreInput) {
  return { ...store, product: store.product ?? null, endedAt: null };
}

async function instantOf(trx: Transaction<Schema>, author: Author) {
  return author.at ?? (await databaseNow(trx));
}

async function notePut(trx: Transaction<Schema>, author: Author, store: StoreInput): Promise<void> {
  const { kind, owner, product, methods, checkDays } = store;
  await note(trx, author, 'data-store-put', store, { kind, owner, product, methods, checkDays });
}

async function checked(trx: Transaction<Schema>, id: string, author: Author): Promise<boolean> {
  const checkedAt = await instantOf(trx, author);
  return await change(trx, id, { checkedAt, checkedBy: author.person }, 'data-store-checked', author);
}

async function end(trx: Transaction<Schema>, id: string, author: Author): Promise<boolean> {
  const endedAt = await instantOf(trx, author);
  return await change(trx, id, { endedAt }, 'data-store-ended', author);
}

async function change(
  trx: Transaction<Schema>,
  id: string,
  values: Partial<Pick<Selectable<Schema['dataStores']>, 'checkedAt' | 'checkedBy' | 'endedAt'>>,
  act: AdministrativeAct,
  author: Author,
): Promise<boolean> {
  const row = await trx
    .updateTable('dataStores')
    .set(values)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returning(['id', 'owner'])
    .executeTakeFirst();
  if (row) await note(trx, author, act, row);
  return row !== undefined;
}

async function note(
  trx: Transaction<Schema>,
  author: Author,
  act: AdministrativeAct,
  { id, owner }: Pick<DataStore, 'id' | 'owner'>,
  change: Record<string, unknown> = {},
): Promise<void> {
  await writeActs(trx, author, [{ act, subject: `data-stores/${id}`, change, concerns: [owner] }]);
}

const GAPS = sql<StoreGap[]>`array_remove(array[
  case when cardinality(data_stores.methods) = 0 then 'method' end,
  case when coalesce(checked_at < clock_timestamp() - check_days * interval '1 day', true) then 'check' end,
  case when not exists (select from people where people.id = data_stores.owner and people.active) then 'owner' end
], null)`;

async function list(db: Kysely<Schema>): Promise<DataStore[]> {
  const rows = await db
    .selectFrom('dataStores')
    .selectAll()
    .select(GAPS.as('gaps'))
    .where('endedAt', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(withoutNulls);
}

async function customersOf(db: Kysely<Schema>, id: string): Promise<string[]> {
  const { rows } = await sql<{ customer: CustomerId }>`
    select distinct a.customer from data_stores s
      join accounts a on a.product = s.product and a.ended_at is null
      join customers c on c.id = a.customer and c.ended_at is null
    where s.id = ${id} order by a.customer limit 1000`.execute(db);
  return rows.map(({ customer }) => customer);
}
