import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Schema } from '../database/schema';
import type { NoticeRef } from './delivery';

export async function pause(
  db: Kysely<Schema>,
  { incident, notice }: NoticeRef,
  at: RawBuilder<unknown>,
): Promise<void> {
  await sql`update sendings set paused_at = ${at} where subject = ${incident} and number = ${notice}`.execute(db);
}

export async function stop(trx: Transaction<Schema>, { incident, notice }: NoticeRef): Promise<void> {
  await sql`
    update sendings set stopped_at = coalesce(stopped_at, clock_timestamp())
    where subject = ${incident} and number = ${notice}`.execute(trx);
  await sql`
    update recipients set state = 'cancelled', next_at = null
    where subject = ${incident} and number = ${notice} and state in ('planned', 'claimed', 'deferred')`.execute(trx);
}
