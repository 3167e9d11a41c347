import { sql, type Kysely } from 'kysely';
import { coverOf, joined, type TreePosition, type Range } from '../../primitives/merkle';
import { RegisterConflict } from '../database/faults';
import type { Schema } from '../database/schema';
import { recordset } from '../database/values';

export async function sizeOf(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select coalesce((select position + 1 from tree order by position desc limit 1), 0) as size`.execute(db);
  return rows[0]?.size ?? 0;
}

/** In the order of the places. @throws RegisterConflict if one is missing */
export async function hashesOf(db: Kysely<Schema>, places: readonly TreePosition[]): Promise<Buffer[]> {
  const wanted = places.map(({ level, index }, place) => ({ place, level, index }));
  const { rows } = await sql<{ level: number; index: number; hash: string | null }>`
    select p.level, p.index,
      case when p.level = 0 then (select t.leaf from tree t where t.position = p.index)
        else (select n.hash from tree_nodes n where n.level = p.level and n.index = p.index) end as hash
    from json_to_recordset(${recordset(wanted)}::json) as p(place integer, level integer, index bigint)
    order by p.place`.execute(db);
  return rows.map(({ level, index, hash }) => {
    if (hash !== null) return Buffer.from(hash, 'hex');
    throw new RegisterConflict(
      `The tree lacks the subtree ${index} of level ${level}: put the register back from a backup.`,
    );
  });
}

export async function rootAt(db: Kysely<Schema>, size: number): Promise<Buffer> {
  return joined(await hashesOf(db, coverOf([0, size])));
}

/** The hash of each range. */
export async function proofOf(db: Kysely<Schema>, ranges: readonly Range[]): Promise<Buffer[]> {
  const covers = ranges.map(coverOf);
  const hashes = await hashesOf(db, covers.flat());
  let at = 0;
  return covers.map((cover) => joined(hashes.slice(at, (at += cover.length))));
}
