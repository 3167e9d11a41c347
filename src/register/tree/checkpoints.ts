import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Schema } from '../database/schema';
import { rootAt } from './nodes';
import { grow } from './grow';

/** What was signed of the tree, as text, and the key that verifies it. */
export interface StoredCheckpoint {
  size: number;
  note: string;
  verifier: string;
  madeAt: Instant;
}

/** Whoever signs what the tree is. */
export type Sign = (tree: { size: number; root: Buffer }) => { note: string; verifier: string };

const COLUMNS = ['size', 'note', 'verifier', 'madeAt'] as const;

/** Takes up what is new, and has it signed. Where nothing is new, the last one stands. */
export async function makeCheckpoint(db: Kysely<Schema>, sign: Sign, whole: boolean): Promise<StoredCheckpoint> {
  const size = await grow(db, whole);
  const last = await lastCheckpoint(db);
  if (last?.size === size) return last;
  const signed = sign({ size, root: await rootAt(db, size) });
  const made = await db
    .insertInto('checkpoints')
    .values({ size, ...signed })
    .onConflict((conflict) => conflict.column('size').doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  return (
    made ?? (await db.selectFrom('checkpoints').select(COLUMNS).where('size', '=', size).executeTakeFirstOrThrow())
  );
}

export async function lastCheckpoint(db: Kysely<Schema>): Promise<StoredCheckpoint | undefined> {
  return await db.selectFrom('checkpoints').select(COLUMNS).orderBy('size', 'desc').limit(1).executeTakeFirst();
}

export async function checkpoints(db: Kysely<Schema>): Promise<StoredCheckpoint[]> {
  return await db.selectFrom('checkpoints').select(COLUMNS).orderBy('size').execute();
}

/** Whether any was made before the day of an instant began, in UTC. */
export async function isOlderThanDay(db: Kysely<Schema>, at: Instant): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from checkpoints
      where made_at < date_trunc('day', ${at}::timestamptz at time zone 'UTC') at time zone 'UTC') as is`.execute(db);
  return rows[0]?.is ?? false;
}
