import { sql, type Kysely, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import { writeActs } from '../administration/story';
import type { Schema } from '../database/schema';

/** How many of the staff left not after that instant, and still have a name. */
export async function countLeft(db: Kysely<Schema>, until: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from staff where ${leftBy(until)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Erases their names and addresses, those of mails to them too. What they were taught stays, by their ids. @returns of how many */
export async function eraseLeft(trx: Transaction<Schema>, until: Instant, author: Author): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      update staff set name = ${ERASED}, email = ${ERASED} where ${leftBy(until)} returning id
    ), unprovided as (
      delete from staff_scim using gone where staff = gone.id
    ), mails as (
      update recipients r set address = ${ERASED}, name = ${ERASED}, "values" = null, server_words = replace(server_words, address, ${ERASED})
      from gone, sendings s where s.kind = 'training' and (s.subject, s.number) = (r.subject, r.number) and r.endpoint = gone.id
    )
    select count(*)::integer as count from gone`.execute(trx);
  const staff = rows[0]?.count ?? 0;
  if (staff > 0) await writeActs(trx, author, [{ act: 'staff-erased', subject: 'staff', change: { staff, until } }]);
  return staff;
}

const ERASED = 'erased';

function leftBy(until: Instant) {
  return sql<boolean>`left_at <= ${until}::timestamptz and email <> ${ERASED}`;
}
