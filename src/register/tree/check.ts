import { sql, type Kysely, type RawBuilder } from 'kysely';
import { type TreePosition, type Sized, type Subtree } from '../../primitives/merkle';
import { anyOf } from '../database/sql';
import type { Schema } from '../database/schema';
import { recordset } from '../database/values';
import { treeChecker, type LeafRow, type TreeFault } from './checker';
import { rootAt, sizeOf } from './nodes';
import { HEADS } from './sources';

const AT_ONCE = 2_000;
const MAX_NAMED = 100;

/** Reads every leaf once, in order, and holds the tree against the heads and against what was signed. */
export async function checkTree(db: Kysely<Schema>, signed: readonly Sized[]): Promise<TreeFault[]> {
  const checker = treeChecker(signed);
  let after = -1;
  for (;;) {
    const rows = await leavesAfter(db, after);
    const subtrees = checker.take(rows);
    checker.hold(await keptOf(db, subtrees), subtrees);
    after = rows.at(-1)?.position ?? after;
    if (rows.length < AT_ONCE) break;
  }
  return [...checker.faults(), ...(await slippedIn(db, sql`true`))];
}

/** What the tree says of some subjects, and the root of the last checkpoint, by a few dozen hashes. */
export async function checkPart(
  db: Kysely<Schema>,
  part: { after?: string; upTo?: string } | { subjects: readonly string[] },
  signed: Sized | undefined,
): Promise<TreeFault[]> {
  const which = 'subjects' in part ? sql`t.subject = ${anyOf([...part.subjects])}` : between(part);
  const { rows } = await sql<TreeFault>`
    select t.subject, t.sequence, case when h.head is null then 'its leaf is in the tree, and it is missing'
      else 'its head is not the one that is in the tree' end as fault
    from tree t left join ${HEADS} h on h.subject = t.subject and h.sequence = t.sequence
    where ${which} and h.head is distinct from t.head
    order by t.subject, t.sequence limit ${MAX_NAMED}`.execute(db);
  return [...rows, ...(await slippedIn(db, which)), ...(signed ? await rootFaults(db, signed) : [])];
}

function between({ after, upTo }: { after?: string; upTo?: string }): RawBuilder<unknown> {
  const from = after === undefined ? sql`true` : sql`t.subject > ${after}`;
  return sql`${from} and ${upTo === undefined ? sql`true` : sql`t.subject <= ${upTo}`}`;
}

/** Heads are taken up in order, so one without a leaf, before one that has its own, came in later. */
async function slippedIn(db: Kysely<Schema>, which: RawBuilder<unknown>): Promise<TreeFault[]> {
  const { rows } = await sql<TreeFault>`
    select h.subject, h.sequence, 'it has no leaf in the tree, and a later one has' as fault
    from (select t.subject, count(*) as leaves, max(t.sequence) as last from tree t where ${which} group by t.subject) t
      join ${HEADS} h on h.subject = t.subject and h.sequence < t.last
    where t.leaves < t.last
      and not exists (select from tree l where l.subject = h.subject and l.sequence = h.sequence)
    order by h.subject, h.sequence limit ${MAX_NAMED}`.execute(db);
  return rows;
}

async function rootFaults(db: Kysely<Schema>, signed: Sized): Promise<TreeFault[]> {
  const size = await sizeOf(db);
  const checker = treeChecker([signed]);
  if (size < signed.size) return checker.faults();
  const root = await rootAt(db, signed.size);
  return root.equals(signed.root)
    ? []
    : [{ fault: `the tree is not the one that the checkpoint of ${signed.size} was signed for` }];
}

async function leavesAfter(db: Kysely<Schema>, position: number): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select t.position, t.subject, t.sequence, t.head, t.leaf, h.head as found
    from (select * from tree where position > ${position} order by position limit ${AT_ONCE}) t
      left join lateral (select head from ${HEADS} s where s.subject = t.subject and s.sequence = t.sequence) h on true
    order by t.position`.execute(db);
  return rows;
}

async function keptOf(db: Kysely<Schema>, subtrees: readonly Subtree[]): Promise<(TreePosition & { hash: string })[]> {
  const wanted = subtrees.map(({ level, index }) => ({ level, index }));
  const { rows } = await sql<TreePosition & { hash: string }>`
    select n.level, n.index, n.hash from json_to_recordset(${recordset(wanted)}::json) as p(level integer, index bigint)
      join tree_nodes n on n.level = p.level and n.index = p.index`.execute(db);
  return rows;
}
