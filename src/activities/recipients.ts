import type { ClaimedMail, RecipientRow, Register } from '../register';
import type { Recipient } from './templates/notice';
import { languageOf, type Language } from './templates/page';

/** The values for a notice's placeholders in one mail, and its language: the contact's own, else the customer's, else English. */
export interface Addressed {
  recipient: Recipient;
  language: Language;
}

export async function readRecipients(
  register: Pick<Register, 'deliveries'>,
  mails: readonly ClaimedMail[],
): Promise<(mail: ClaimedMail) => Addressed> {
  const found = await register.deliveries.recipients(mails.flatMap(({ id, also }) => [id, ...also]));
  const known = new Map(found.map((one) => [one.delivery, one]));
  return ({ id, also, name, customer, account, language: own }) => {
    const first = known.get(id) ?? { delivery: id, customer, account };
    const others = also.flatMap((one) => known.get(one) ?? []);
    return {
      recipient: { ...together([first, ...others]), contact: name },
      language: languageOf(own, first.language ?? ''),
    };
  };
}

/** What one mail says to an address that stands for several accounts, be they of one customer or of several. */
function together(rows: readonly RecipientRow[]): Omit<Recipient, 'contact'> {
  const customers = [...new Set(rows.map(({ customer }) => customer))];
  const accountsOf = (rowsOfOne: readonly RecipientRow[]) =>
    [...new Set(rowsOfOne.map(({ account }) => account))].join(', ');
  const each = (valueOf: (rowsOfOne: RecipientRow[]) => string) =>
    customers.map((customer) => `${customer}: ${valueOf(rows.filter((row) => row.customer === customer))}`).join('; ');
  const shared = (field: 'data' | 'volume' | 'exposure') => {
    const values = new Set(rows.map((row) => row[field]));
    if (values.size === 1) return { [field]: rows[0]?.[field] };
    return { [field]: each(([row]) => row?.[field] ?? UNKNOWN) };
  };
  return {
    customer: customers.join(', '),
    account: customers.length === 1 ? accountsOf(rows) : each(accountsOf),
    ...shared('data'),
    ...shared('volume'),
    ...shared('exposure'),
  };
}

/** Beside what is known of another. */
const UNKNOWN = '–';
