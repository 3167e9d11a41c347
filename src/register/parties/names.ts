import { sql, type Kysely } from 'kysely';
import type { Schema } from '../database/schema';
import type { CustomerId } from '../../domain/primitives/parties';

/** Names, and addresses, by which somebody would know a customer, with its id; also of those who left. */
export interface CustomerName {
  customer: CustomerId;
  name: string;
  kind: 'customer' | 'contact' | 'address';
}

export async function namesOf(db: Kysely<Schema>): Promise<CustomerName[]> {
  const { rows } = await sql<CustomerName>`
    select id as customer, name, 'customer' as kind from customers where name <> ''
    union all
    select a.customer, c.name, 'contact' from contacts c join accounts a on a.id = c.account where c.erased_at is null and c.name <> ''
    union all
    select a.customer, c.email, 'address' from contacts c join accounts a on a.id = c.account where c.erased_at is null and c.email <> ''`.execute(
    db,
  );
  return rows;
}
