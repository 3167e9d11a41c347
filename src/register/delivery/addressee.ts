import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';
import { AFFECTED } from '../scope/told';

/** To whom a notice is shown as written: names where the register has them, and what the incident exposed of the customer's data. */
export interface Addressee {
  customer: string;
  account: string;
  /** The name of an administrator; none where no notice could reach the customer. */
  contact?: string;
  language?: string;
  data?: string;
  volume?: string;
  exposure?: string;
}

type Nullable<T> = { [K in keyof T]-?: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] };

/** The customer of that id in the scope of the incident; without one the first, somebody who can be reached before others. */
export async function addresseeOf(
  db: Kysely<Schema>,
  incident: IncidentId,
  customer?: string,
): Promise<Addressee | undefined> {
  const { rows } = await sql<Nullable<Addressee>>`
    select coalesce(k.name, s.customer) as customer, coalesce(a.name, s.customer) as account, c.name as contact,
      coalesce(c.language, k.language) as language, s.data, s.volume, s.exposure
    from scope s
      left join customers k on k.id = s.customer
      left join accounts a on ${AFFECTED}
      left join contacts c on c.account = a.id and c.role = 'administrator' and not c.stale
    where s.incident = ${incident} and ${customer === undefined ? sql`s.mark is null` : sql`s.customer = ${customer}`}
    order by c.id is null, s.customer, a.id, c.id
    limit 1`.execute(db);
  return rows.map(withoutNulls)[0];
}
