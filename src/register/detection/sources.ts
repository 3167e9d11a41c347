import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { AdministrativeAct, Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import { writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';

export type DetectionSource = Present<Selectable<Schema['detectionSources']>>;
export type NewSource = Pick<DetectionSource, 'id' | 'name' | 'owner' | 'channel' | 'product' | 'address' | 'ringKey'>;

/** Systems that raise alarms by themselves. Each is somebody's, who is named as the reporter of what it finds. */
export interface DetectionSources {
  /** False if the id is taken, also by one that ended, or the address by one that counts. */
  add(source: NewSource, author: Author): Promise<boolean>;
  /** Another secret, made of `ringKey`; the one before counts for a day. Undefined for an unknown or ended one. */
  rotate(id: string, ringKey: string, author: Author): Promise<DetectionSource | undefined>;
  /** False for an unknown or ended one. */
  end(id: string, author: Author): Promise<boolean>;
  get(id: string): Promise<DetectionSource | undefined>;
  list(): Promise<DetectionSource[]>;
  /** That counts, and to which one of these addresses belongs, in small letters. */
  byAddress(addresses: readonly string[]): Promise<DetectionSource | undefined>;
}

export function detectionSourcesIn(db: Kysely<Schema>): DetectionSources {
  return {
    add: (source, author) => db.transaction().execute((trx) => add(trx, source, author)),
    rotate: (id, ringKey, author) => db.transaction().execute((trx) => rotate(trx, id, ringKey, author)),
    end: (id, author) => db.transaction().execute((trx) => end(trx, id, author)),
    get: async (id) => (await list(db)).find((source) => source.id === id),
    list: () => list(db),
    byAddress: async (addresses) =>
      (await list(db)).find(
        ({ address, endedAt }) => address && endedAt === undefined && addresses.includes(address.toLowerCase()),
      ),
  };
}

async function list(db: Kysely<Schema>): Promise<DetectionSource[]> {
  const rows = await db.selectFrom('detectionSources').selectAll().orderBy('id').execute();
  return rows.map(withoutNulls);
}

async function add(trx: Transaction<Schema>, source: NewSource, author: Author): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto('detectionSources')
    .values({ ...source, product: source.product ?? null, address: source.address ?? null, endedAt: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return false;
  await note(trx, author, 'detection-source-added', source);
  return true;
}

async function rotate(trx: Transaction<Schema>, id: string, ringKey: string, author: Author) {
  const row = await trx
    .updateTable('detectionSources')
    .set({ ringKey, generation: sql`generation + 1`, rotatedAt: atOf(author) })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  await note(trx, author, 'detection-source-rotated', row);
  return withoutNulls(row);
}

async function end(trx: Transaction<Schema>, id: string, author: Author): Promise<boolean> {
  const row = await trx
    .updateTable('detectionSources')
    .set({ endedAt: atOf(author) })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .returning(['id', 'owner', 'channel'])
    .executeTakeFirst();
  if (row) await note(trx, author, 'detection-source-ended', row);
  return row !== undefined;
}

function atOf({ at }: Author) {
  return at ?? sql<Instant>`clock_timestamp()`;
}

async function note(
  trx: Transaction<Schema>,
  author: Author,
  act: AdministrativeAct,
  { id, owner, channel }: Pick<DetectionSource, 'id' | 'owner' | 'channel'>,
): Promise<void> {
  const subject = `detection-sources/${id}`;
  await writeActs(trx, author, [{ act, subject, change: { owner, channel }, concerns: [owner] }]);
}
