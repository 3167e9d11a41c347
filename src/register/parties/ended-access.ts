import { sql, type Transaction } from 'kysely';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';

/** Keys and sessions of those who are not active end for good. */
export async function endAccessOfInactive(trx: Transaction<Schema>, people: PersonId[]): Promise<void> {
  const inactive = sql`select id from people where id = ${anyOf(people)} and not active`;
  await sql`update keys set revoked_at = now() where revoked_at is null and person in (${inactive})`.execute(trx);
  await sql`update sessions set ended_at = now() where ended_at is null and person in (${inactive})`.execute(trx);
}
