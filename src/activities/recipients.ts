import type { IncidentId } from '../domain/state';
import type { Customer, DeliveryRow, Register, ScopeRow } from '../register';
import type { Recipient } from './templates/notice';
import { languageOf, type Language } from './templates/page';

/** What fills the placeholders of a notice for one delivery, and its language: the contact's own, else the customer's, else English. */
export interface Recipients {
  of(row: DeliveryRow): Promise<{ recipient: Recipient; language: Language }>;
}

const SCOPE_PAGE = 500;

/** The scope is read once; customers as they are needed, each once. */
export async function readRecipients(
  register: Pick<Register, 'scope' | 'customers'>,
  incident: IncidentId,
): Promise<Recipients> {
  const scope = await scopeOf(register, incident);
  const customers = new Map<string, Promise<Customer | undefined>>();
  return {
    async of({ customer: id, account, name, language }) {
      const reading = customers.get(id) ?? register.customers.get(id);
      customers.set(id, reading);
      const customer = await reading;
      const { data, volume, exposure } = scope.get(id) ?? {};
      const accountName = customer?.accounts.find((one) => one.id === account)?.name;
      return {
        recipient: {
          ...{ customer: customer?.name ?? id, account: accountName ?? account, contact: name },
          ...{ data, volume, exposure },
        },
        language: languageOf(language, customer?.language ?? ''),
      };
    },
  };
}

async function scopeOf(register: Pick<Register, 'scope'>, incident: IncidentId): Promise<Map<string, ScopeRow>> {
  const found = new Map<string, ScopeRow>();
  let cursor: string | undefined;
  do {
    const page = await register.scope.rows(incident, { limit: SCOPE_PAGE, cursor });
    for (const row of page.rows) found.set(row.customer, row);
    cursor = page.next;
  } while (cursor);
  return found;
}
