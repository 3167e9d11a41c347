import { sql, type Kysely, type Transaction } from 'kysely';
import { coverOf, grown, type Subtree } from '../../primitives/merkle';
import { lockTree } from '../database/locks';
import type { Schema } from '../database/schema';
import { recordset } from '../database/values';
import { hashesOf, sizeOf } from './nodes';
import { HEADS, leafOf, type Head } from './sources';

const AT_ONCE = 5_000;

/**
 * Adds to the tree what it lacks: of what was recorded since an hour before its last leaf, or, if `whole`, of everything. The first is quick;
 * the other finds what was recorded while the database's clock was set back, or by a transaction of hours.
 * @returns the tree's size
 */
export async function grow(db: Kysely<Schema>, whole: boolean): Promise<number> {
  for (;;) {
    const { size, taken } = await db.transaction().execute((trx) => takeUp(trx, whole));
    if (taken < AT_ONCE) return size;
  }
}

async function takeUp(trx: Transaction<Schema>, whole: boolean): Promise<{ size: number; taken: number }> {
  await lockTree(trx);
  const size = await sizeOf(trx);
  const heads = await missing(trx, whole || size === 0 ? undefined : size - 1);
  if (heads.length > 0) await add(trx, size, heads);
  return { size: size + heads.length, taken: heads.length };
}

type NewHead = Head & { recordedAt: string };

async function missing(trx: Transaction<Schema>, last: number | undefined): Promise<NewHead[]> {
  const since =
    last === undefined
      ? sql`'-infinity'::timestamptz`
      : sql`(select recorded_at - interval '1 hour' from tree where position = ${last})`;
  const { rows } = await sql<NewHead>`
    select h.subject, h.sequence, h.head, h.recorded_at::text as recorded_at from ${HEADS} h
    where h.recorded_at >= ${since}
      and not exists (select from tree t where t.subject = h.subject and t.sequence = h.sequence)
    order by h.recorded_at, h.subject, h.sequence limit ${AT_ONCE}`.execute(trx);
  return rows;
}

async function add(trx: Transaction<Schema>, size: number, heads: NewHead[]): Promise<void> {
  const leaves = heads.map(leafOf);
  const { added } = grown(await edgeAt(trx, size), leaves);
  const rows = heads.map(({ recordedAt, ...head }, index) => ({
    ...head,
    position: size + index,
    leaf: leaves[index]?.toString('hex'),
    recorded_at: recordedAt,
  }));
  await sql`insert into tree (position, subject, sequence, head, leaf, recorded_at)
    select position, subject, sequence, head, leaf, recorded_at from json_to_recordset(${recordset(rows)}::json)
      as r(position bigint, subject text, sequence bigint, head text, leaf text, recorded_at timestamptz)`.execute(trx);
  const nodes = added.map(({ level, index, hash }) => ({ level, index, hash: hash.toString('hex') }));
  await sql`insert into tree_nodes (level, index, hash) select level, index, hash
    from json_to_recordset(${recordset(nodes)}::json) as r(level integer, index bigint, hash text)`.execute(trx);
}

async function edgeAt(trx: Transaction<Schema>, size: number): Promise<Subtree[]> {
  const places = coverOf([0, size]);
  const hashes = await hashesOf(trx, places);
  return places.flatMap((place, index) => {
    const hash = hashes[index];
    return hash ? [{ ...place, hash }] : [];
  });
}
