import type { DeliveryRow, Register } from '../register';
import type { Recipient } from './templates/notice';
import { languageOf, type Language } from './templates/page';

/** The values for a notice's placeholders in one delivery, and its language: the contact's own, else the customer's, else English. */
export interface Addressed {
  recipient: Recipient;
  language: Language;
}

export async function readRecipients(
  register: Pick<Register, 'deliveries'>,
  rows: readonly DeliveryRow[],
): Promise<(row: DeliveryRow) => Addressed> {
  const found = await register.deliveries.recipients(rows.map(({ id }) => id));
  const known = new Map(found.map((one) => [one.delivery, one]));
  return ({ id, name, customer, account, language: own }) => {
    const { delivery: _, language = '', ...recipient } = known.get(id) ?? { customer, account };
    return { recipient: { ...recipient, contact: name }, language: languageOf(own, language) };
  };
}
