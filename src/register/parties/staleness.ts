import { sql, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import { SYSTEM } from '../../domain/primitives/people';
import { writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { cancelChanged } from '../notices/snapshots';
import { lockIncidentsOf, noteNews } from '../scope/news';
import { settleNotified } from '../scope/told';
import type { CustomerId } from '../../domain/primitives/parties';

/**
 * An address that reaches nobody reaches nobody for whichever contact it stands. Deliveries to it count no more, or again; closed incidents stay as
 * they were. Call with the customers locked.
 */
export async function markMailbox(
  trx: Transaction<Schema>,
  id: string,
  stale: boolean,
): Promise<IncidentId[] | undefined> {
  const { rows } = await sql<{ id: string; email: string; customer: CustomerId }>`
    update contacts c set stale = ${stale} from accounts a
    where a.id = c.account and lower(c.email) = (select lower(email) from contacts where id = ${id})
      and c.erased_at is null and (c.ended_at is null or c.id = ${id})
    returning c.id, c.email, a.customer`.execute(trx);
  if (rows.length === 0) return undefined;
  const customers = [...new Set(rows.map(({ customer }) => customer))];
  const incidents = await lockIncidentsOf(trx, customers);
  for (const incident of incidents) {
    await sql`
      update recipients set usable = ${!stale}
      where subject = ${incident} and contact = any(${rows.map((row) => row.id)}::text[])
        and lower(address) = lower(${rows[0]?.email ?? ''}::text)`.execute(trx);
    await settleNotified(trx, incident, customers, { reopen: true });
    await cancelChanged(trx, incident, customers);
    await noteNews(trx, incident);
  }
  return incidents;
}

/** Nobody writes there again until somebody marks it as good; what was told there before stays told. Call last, with the customers locked. */
export async function markStale(trx: Transaction<Schema>, address: string, at: Instant): Promise<void> {
  const { rows: marked } = await sql<{ id: string }>`
    update contacts set stale = true
    where lower(email) = lower(${address}) and not stale and ended_at is null returning id`.execute(trx);
  if (marked.length === 0) return;
  const acts = marked.map(({ id }) => ({
    act: 'contact-marked' as const,
    subject: `contacts/${id}`,
    change: { stale: true },
  }));
  await writeActs(trx, { person: SYSTEM, at }, acts);
}
