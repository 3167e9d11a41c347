import { sql, type Transaction } from 'kysely';
import { NoOperatorLeft } from '../database/faults';
import type { Schema } from '../database/schema';

export interface Operators {
  active: number;
  /** Of those, who can sign in with a key. */
  withKey: number;
}

export async function operatorsIn(trx: Transaction<Schema>): Promise<Operators> {
  const { rows } = await sql<Operators>`
    select count(*) as active,
      count(*) filter (where exists (
        select from keys where person = people.id and revoked_at is null and expires_at > now())) as "withKey"
    from people where active and 'operator' = any(roles)`.execute(trx);
  return rows[0] ?? { active: 0, withKey: 0 };
}

/** The second look comes after the revision's row is held: of two that each take one of the last two away, one sees what the other did. */
export async function refuseToBeLeft(trx: Transaction<Schema>, before: Operators): Promise<void> {
  const after = await operatorsIn(trx);
  const isLeft = (before.active > 0 && after.active === 0) || (before.withKey > 0 && after.withKey === 0);
  if (isLeft) throw new NoOperatorLeft();
}
