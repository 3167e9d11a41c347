import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Schema } from '../database/schema';

export interface Retention {
  /** Deletes up to `limit` refused calls from before an instant, and returns how many. */
  forgetCalls(before: Instant, limit: number): Promise<number>;
  /** Deletes up to `limit` idempotency keys from before an instant, with the answers stored with them, and returns how many. */
  forgetKeys(before: Instant, limit: number): Promise<number>;
}

export function retentionIn(db: Kysely<Schema>): Retention {
  return {
    forgetCalls: async (before, limit) => {
      const { numAffectedRows = 0n } = await sql`delete from access_log where id in
        (select id from access_log where at < ${before}::timestamptz order by at limit ${limit})`.execute(db);
      return Number(numAffectedRows);
    },
    forgetKeys: async (before, limit) => {
      const { numAffectedRows = 0n } = await sql`delete from idempotency where id in
        (select id from idempotency where taken_at < ${before}::timestamptz order by taken_at limit ${limit})`.execute(
        db,
      );
      return Number(numAffectedRows);
    },
  };
}
