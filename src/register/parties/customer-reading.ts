import { sql, type Kysely, type Selectable } from 'kysely';
import type { Customer, CustomerHead } from './customer';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';
import { withoutNulls } from '../database/values';
import type { AccountId } from '../../domain/primitives/parties';

export const HEAD = ['id', 'name', 'language', 'timeZone', 'contractHours', 'contractTerms', 'endedAt'] as const;

export function headOf({
  contractTerms,
  ...head
}: Pick<Selectable<Schema['customers']>, (typeof HEAD)[number]>): CustomerHead & Pick<Customer, 'endedAt'> {
  return { ...withoutNulls(head), ...(contractTerms.length > 0 && { contractTerms }) };
}

export async function readCustomer(
  db: Kysely<Schema>,
  id: string,
  { ended }: { ended: boolean } = { ended: false },
): Promise<Customer | undefined> {
  const head = await db.selectFrom('customers').select(HEAD).where('id', '=', id).executeTakeFirst();
  if (!head) return undefined;
  const shown = sql<boolean>`(${ended || head.endedAt !== null}::boolean or ended_at is null)`;
  const accounts = await db
    .selectFrom('accounts')
    .select(['id', 'kind', 'name', 'product', 'endedAt'])
    .where('customer', '=', id)
    .where(shown)
    .orderBy('id')
    .execute();
  const contacts = await db
    .selectFrom('contacts')
    .select(['account', 'id', 'name', 'email', 'role', 'language', 'stale', 'endedAt', 'erasedAt'])
    .where('account', '=', anyOf(accounts.map((account) => account.id)))
    .where(shown)
    .orderBy('id')
    .execute();
  const contactsOf = (account: AccountId) =>
    contacts
      .filter((contact) => contact.account === account)
      .map(({ account: _, ...contact }) => withoutNulls(contact));
  return {
    ...headOf(head),
    accounts: accounts.map((account) => ({ ...withoutNulls(account), contacts: contactsOf(account.id) })),
  };
}
