import { sql, type Kysely, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { lockCustomers } from '../database/locks';
import type { Schema } from '../database/schema';
import { markStale } from '../parties/staleness';
import { lockIncidentsOf, noteNews } from '../scope/news';
import { settleNotified } from '../scope/told';
import { addMark, type Mark } from './marks';
import type { ContactId, CustomerId, DeliveryId } from '../../domain/primitives/parties';

export interface Returned extends Mark {
  kind: 'bounced' | 'wrong-person';
}

interface Row {
  id: string;
  customer: CustomerId;
  contact: ContactId;
  address: string;
}

/**
 * A bounce takes back what this mail told, a wrong person what any mail of the incident to that address did. Either way nobody writes there again
 * until somebody marks the address as good. Who was told by another contact stays told.
 */
export async function returnMail(db: Kysely<Schema>, returned: Returned): Promise<IncidentId[]> {
  return await db.transaction().execute(async (trx) => {
    await lockCustomers(trx);
    if (!(await addMark(trx, returned)) && returned.kind === 'wrong-person') return [];
    const rows = await mailRows(trx, returned.delivery);
    const customers = [...new Set(rows.map(({ customer }) => customer))];
    const incidents = await lockIncidentsOf(trx, customers, returned.incident);
    await disable(trx, returned, rows);
    for (const incident of incidents) {
      if (incident === returned.incident) await settleNotified(trx, incident, customers, { reopen: true });
      await noteNews(trx, incident);
    }
    if (rows[0]) await markStale(trx, rows[0].address, returned.at);
    return incidents;
  });
}

async function mailRows(trx: Transaction<Schema>, delivery: DeliveryId): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select o.id, o.customer, o.contact, o.address from recipients d join recipients o on o.id = d.id or o.mail = d.mail
    where d.id = ${delivery} order by o.id`.execute(trx);
  return rows;
}

async function disable(trx: Transaction<Schema>, { incident, kind }: Returned, rows: Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const all = sql`subject = ${incident} and contact = any(${rows.map(({ contact }) => contact)}::text[]) and lower(address) = lower(${first.address})`;
  const these = sql`id = any(${rows.map(({ id }) => id)}::text[])`;
  await sql`update recipients set usable = false where ${kind === 'wrong-person' ? all : these}`.execute(trx);
}
