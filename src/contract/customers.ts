import { z } from 'zod';
import { ACCOUNT_KINDS, CONTACT_ROLES } from '../domain/primitives/customers';
import { email, language, timeZone } from './people';
import { contractTerms, HOURS_MAX } from './terms';
import { line, oneOf, recordId } from './words';

/** Of one customer, and of all that one request gives. */
export const MAX_CONTACTS = 5_000;

const contact = {
  id: recordId("The contact's id.", 'contact-17-1'),
  name: line('Name.', 'Jo Example'),
  email,
  role: oneOf(CONTACT_ROLES, 'Administrators get the notices.'),
  language: language.optional(),
};
const account = {
  id: recordId("The account's id.", 'account-17-1'),
  kind: oneOf(ACCOUNT_KINDS, 'What kind of account.'),
  name: line('Name.', 'Example Ltd, production'),
  product: line('The product; scope can be set by it.', 'Support Portal'),
};
const head = {
  id: recordId("The customer's id.", 'customer-17'),
  name: line('Name.', 'Example Ltd'),
  language,
  timeZone,
  contractHours: z
    .int()
    .min(1)
    .max(HOURS_MAX)
    .optional()
    .meta({
      description:
        'Hours from the declaration within which the contract wants the customer told, if it says so. Who is added to an incident keeps, for it, the hours of that day.',
      examples: [48],
    }),
  contractTerms: contractTerms.optional(),
};

/** A customer as it is given to be stored, one or among many, in JSON or as rows of CSV. */
export const customerInput = customerWith(0).meta({ id: 'NewCustomer' });

/** The id stands in the address. */
export const customerBody = customerInput.omit({ id: true }).meta({ id: 'CustomerBody' });

/** Of many at once, each account needs a contact: that is what makes a customer reachable, and all or none of them is stored. */
const oneOfMany = customerWith(1);

export const customersBody = z
  .strictObject({
    customers: z
      .array(oneOfMany)
      .min(1)
      .max(MAX_CONTACTS)
      .meta({ description: `As many as have ${MAX_CONTACTS} contacts together, at most.` }),
  })
  .meta({ id: 'CustomersBody' });

export const storedCustomer = z
  .object({
    ...head,
    accounts: z.array(
      z.object({
        ...account,
        contacts: z.array(
          z.object({
            ...contact,
            stale: z.boolean().meta({ description: 'Known to reach nobody; a new address ends it.' }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Customer' });

export const customerHead = z.object(head).meta({ id: 'CustomerHead' });

export const stored = z
  .object({ customers: z.int(), accounts: z.int(), contacts: z.int() })
  .meta({ id: 'Stored', description: 'How many of each were given and stand now.' });

/** Which field of a customer a column is, of its account, and of the contact whose row it is. */
const CUSTOMER_COLUMNS = {
  customer_id: 'id',
  customer_name: 'name',
  language: 'language',
  time_zone: 'timeZone',
  contract_hours: 'contractHours',
  contract_terms: 'contractTerms',
};
const ACCOUNT_COLUMNS = { account_id: 'id', account_kind: 'kind', account_name: 'name', product: 'product' };
const CONTACT_COLUMNS = {
  contact_id: 'id',
  contact_name: 'name',
  contact_email: 'email',
  contact_role: 'role',
  contact_language: 'language',
};
const columnAt = new Map([
  ...pointers('', CUSTOMER_COLUMNS),
  ...pointers('/accounts/0', ACCOUNT_COLUMNS),
  ...pointers('/accounts/0/contacts/0', CONTACT_COLUMNS),
]);
export const IMPORT_COLUMNS = [...columnAt.values()];

/** One row of a CSV file: a contact as the only one of the only account of its customer. An empty cell is no value. */
export const customerRow = z.record(z.string(), z.string()).transform(customerOf).pipe(oneOfMany);

/** The column that a field of such a customer came from. */
export function columnOf(pointer: string): string {
  return [...columnAt].find(([field]) => pointer === field || pointer.startsWith(`${field}/`))?.[1] ?? '';
}

function customerWith(least: 0 | 1) {
  const contacts = z.array(z.strictObject(contact)).min(least).max(MAX_CONTACTS);
  return z.strictObject({
    ...head,
    accounts: z
      .array(z.strictObject({ ...account, contacts }))
      .min(least)
      .max(MAX_CONTACTS)
      .meta({ description: 'What stands there and is not named here stays.' }),
  });
}

type Row = Record<string, string>;

function customerOf(row: Row) {
  const customer = part(row, CUSTOMER_COLUMNS);
  const { contractHours: hours = '', contractTerms: terms } = customer;
  return {
    ...customer,
    ...(/^\d{1,9}(\.\d+)?$/.test(hours) && { contractHours: Number(hours) }),
    ...(terms && { contractTerms: termsIn(terms) }),
    accounts: [{ ...part(row, ACCOUNT_COLUMNS), contacts: [part(row, CONTACT_COLUMNS)] }],
  };
}

/** In a cell they are JSON; what is none is refused by their shape. */
function termsIn(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function part(row: Row, columns: Row): Row {
  const given = Object.entries(columns).filter(([column]) => row[column]);
  return Object.fromEntries(given.map(([column, field]) => [field, row[column] ?? '']));
}

function pointers(head: string, columns: Row): [pointer: string, column: string][] {
  return Object.entries(columns).map(([column, field]) => [`${head}/${field}`, column]);
}
