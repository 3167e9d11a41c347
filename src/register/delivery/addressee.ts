import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';
import { FACTS_OF_CUSTOMER, type CustomerFacts } from '../scope/facts';
import { ADMINISTERS, AFFECTED } from '../scope/told';

/** To whom a notice is shown as written: a mailbox, with every account that it stands for. */
export interface Addressee {
  /** The name of an administrator; none where no notice could reach the customer. */
  contact?: string;
  language?: string;
  accounts: AddressedAccount[];
}

/** Names where the register has them, and what the incident exposed of the customer's data. */
interface AddressedAccount extends CustomerFacts {
  customer: string;
  account: string;
  timeZone?: string;
}

interface Row {
  contact: string | null;
  language: string | null;
  customer: string;
  account: string;
  timeZone: string | null;
  facts: CustomerFacts;
}

/** The customer of that id in the scope of the incident; without one the first, somebody who can be reached before others. */
export async function addresseeOf(
  db: Kysely<Schema>,
  incident: IncidentId,
  customer?: string,
): Promise<Addressee | undefined> {
  const { rows } = await sql<Row>`
    with addressed as (
      select s.customer as id, a.id as account_id, coalesce(k.name, s.customer) as customer, coalesce(a.name, s.customer) as account,
        c.id as contact_id, c.name as contact, lower(c.email) as mailbox, coalesce(c.language, k.language) as language,
        k.time_zone, s.mark, ${FACTS_OF_CUSTOMER} as facts
      from scope s
        left join customers k on k.id = s.customer
        left join accounts a on ${AFFECTED}
        left join contacts c on ${ADMINISTERS}
      where s.incident = ${incident}
    ), first as (
      select * from addressed where ${customer === undefined ? sql`mark is null` : sql`id = ${customer}`}
      order by contact_id is null, id, account_id, contact_id limit 1
    )
    select f.contact, f.language, a.customer, a.account, a.time_zone as "timeZone", a.facts
    from first f join addressed a on (a.id = f.id and a.account_id is not distinct from f.account_id
        and a.contact_id is not distinct from f.contact_id) or (a.mailbox = f.mailbox and (a.mark is null or a.id = f.id))
    order by a.id <> f.id, a.id, a.account_id`.execute(db);
  const [first] = rows;
  if (!first) return undefined;
  const { contact, language } = first;
  const accounts = rows.map(({ facts, customer: name, account, timeZone }) => ({
    ...{ customer: name, account, ...(timeZone !== null && { timeZone }) },
    ...facts,
  }));
  return withoutNulls({ contact, language, accounts });
}
