import { z } from 'zod';
import { email, language, timeZone } from './people';
import { line, LIST_MAX, oneOf, recordId } from './words';

const ACCOUNT_KINDS = ['subscription', 'portal'] as const;
const CONTACT_ROLES = ['administrator', 'privacy', 'security'] as const;

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
/** A year. */
const CONTRACT_HOURS_MAX = 8_760;

const customer = {
  name: line('Name.', 'Example Ltd'),
  language,
  timeZone,
  contractHours: z
    .int()
    .min(1)
    .max(CONTRACT_HOURS_MAX)
    .optional()
    .meta({
      description:
        'Hours from the declaration within which the contract wants the customer told, if it says so. Who is added to an incident keeps, for it, the hours of that day.',
      examples: [48],
    }),
};
const id = recordId("The customer's id.", 'customer-17');

/** A customer as it is given to be stored; the id stands in the address. */
export const customerBody = z
  .strictObject({
    ...customer,
    accounts: z
      .array(z.strictObject({ ...account, contacts: z.array(z.strictObject(contact)).max(LIST_MAX) }))
      .max(LIST_MAX)
      .meta({ description: 'What stands there and is not named here stays.' }),
  })
  .meta({ id: 'CustomerBody' });

export const oneCustomer = customerBody.extend({ id }).meta({ id: 'NewCustomer' });

export const IMPORT_ROWS_MAX = 5_000;

/** For a list, each account needs a contact: that is what makes a customer reachable, and all or none of them is stored. */
export const customersBody = z
  .strictObject({
    customers: z
      .array(
        z.strictObject({
          id,
          ...customer,
          accounts: z
            .array(
              z.strictObject({ ...account, contacts: z.array(z.strictObject(contact)).min(1).max(IMPORT_ROWS_MAX) }),
            )
            .min(1)
            .max(IMPORT_ROWS_MAX),
        }),
      )
      .min(1)
      .max(IMPORT_ROWS_MAX)
      .meta({ description: `As many as have ${IMPORT_ROWS_MAX} contacts together, at most.` }),
  })
  .meta({ id: 'CustomersBody' });

export const storedCustomer = z
  .object({
    id,
    ...customer,
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

export const customerHead = z.object({ id, ...customer }).meta({ id: 'CustomerHead' });

export const stored = z
  .object({ customers: z.int(), accounts: z.int(), contacts: z.int() })
  .meta({ id: 'Stored', description: 'How many of each were given and stand now.' });

const empty = z.literal('');
const HOURS_WORDS = `must be a whole number of hours, at most ${CONTRACT_HOURS_MAX}`;
/** One row of a CSV file, all of it text: a contact with its account and customer. */
export const importRow = z.strictObject({
  customer_id: id,
  customer_name: customer.name,
  language,
  time_zone: timeZone,
  contract_hours: z
    .string()
    .regex(/^[1-9]\d{0,3}$/u, HOURS_WORDS)
    .refine((hours) => Number(hours) <= CONTRACT_HOURS_MAX, HOURS_WORDS)
    .or(empty)
    .optional(),
  account_id: account.id,
  account_kind: account.kind,
  account_name: account.name,
  product: account.product,
  contact_id: contact.id,
  contact_name: contact.name,
  contact_email: contact.email,
  contact_role: contact.role,
  contact_language: language.or(empty).optional(),
});
export const IMPORT_COLUMNS = Object.keys(importRow.shape);
