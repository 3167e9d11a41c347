import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import { consistencyRanges, inclusionRanges, type Sized } from '../../primitives/merkle';
import type { Schema } from '../database/schema';
import { checkPart, checkTree } from './check';
import type { TreeFault } from './checker';
import {
  checkpoints,
  isOlderThanDay,
  lastCheckpoint,
  makeCheckpoint,
  type Sign,
  type StoredCheckpoint,
} from './checkpoints';
import { proofOf, rootAt, sizeOf } from './nodes';

/** What one page is in the tree. */
export interface Leaf {
  position: number;
  subject: string;
  sequence: number;
  /** The chain's value of that page, hex. */
  head: string;
  /** The hash of `subject`, `sequence` and `head`, each with a line feed after it, as RFC 6962 hashes a leaf; hex. */
  leaf: string;
}

/** The Merkle tree over every head in the register (RFC 6962), which only grows. */
export interface Tree {
  size(): Promise<number>;
  rootAt(size: number): Promise<Buffer>;
  /** That the tree of one size begins with that of another. */
  consistency(from: number, to: number): Promise<Buffer[]>;
  /** That the leaf at a position is in the tree of a size. */
  inclusion(position: number, size: number): Promise<Buffer[]>;
  /** In the order of positions. */
  leaves(query: { subject?: string; after?: number; limit: number }): Promise<Leaf[]>;
  /** Adds what is new, whole or of the last hour, and has what the tree is then signed. */
  checkpoint(sign: Sign, whole: boolean): Promise<StoredCheckpoint>;
  lastCheckpoint(): Promise<StoredCheckpoint | undefined>;
  /** Whether any was made before the day of that instant. */
  hasCheckpointBeforeDay(at: Instant): Promise<boolean>;
  /** Reads every leaf, and holds the tree against the pages and against what was signed. */
  check(signed: readonly Sized[]): Promise<TreeFault[]>;
  checkPart(
    part: { after?: string; upTo?: string } | { subjects: readonly string[] },
    signed?: Sized,
  ): Promise<TreeFault[]>;
  checkpoints(): Promise<StoredCheckpoint[]>;
}

export function treeIn(db: Kysely<Schema>): Tree {
  return {
    size: () => sizeOf(db),
    rootAt: (size) => rootAt(db, size),
    consistency: (from, to) => proofOf(db, consistencyRanges(from, to)),
    inclusion: (position, size) => proofOf(db, inclusionRanges(position, size)),
    leaves: (query) => leaves(db, query),
    checkpoint: (sign, whole) => makeCheckpoint(db, sign, whole),
    lastCheckpoint: () => lastCheckpoint(db),
    hasCheckpointBeforeDay: (at) => isOlderThanDay(db, at),
    check: (signed) => checkTree(db, signed),
    checkPart: (part, signed) => checkPart(db, part, signed),
    checkpoints: () => checkpoints(db),
  };
}

async function leaves(
  db: Kysely<Schema>,
  { subject, after, limit }: { subject?: string; after?: number; limit: number },
): Promise<Leaf[]> {
  const of = subject === undefined ? sql`true` : sql`subject = ${subject}`;
  const { rows } = await sql<Leaf>`
    select position, subject, sequence, head, leaf from tree
    where ${of} and position > ${after ?? -1} order by position limit ${limit}`.execute(db);
  return rows;
}
