import { z } from 'zod';
import { ACCOUNT_KINDS, CONTACT_ROLES, UNFITNESS } from '../../domain/primitives/customers';
import { email, language, timeZone } from './people';
import { contractTerms, HOURS_MAX } from '../clocks/terms';
import { line, oneOf, recordId, storedInstant } from '../words';

/** Of one customer, and of all that one request gives. */
export const MAX_CONTACTS = 5_000;

const contact = {
  id: recordId("The contact's id.", 'contact-17-1'),
  name: line('Name.', 'Jo Example'),
  email,
  role: oneOf(CONTACT_ROLES, 'Administrators get the notices; beside them those for privacy and security.'),
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

/** What is given is changed or added, what is not stays. */
export const customerChange = customerBody.partial().meta({ id: 'CustomerChange' });

export const contactChange = z
  .strictObject({
    name: contact.name.optional(),
    email: contact.email.optional(),
    role: contact.role.optional(),
    language: contact.language,
    stale: z.boolean().optional().meta({
      description:
        'Known to reach nobody: left out of notices, with every contact of the same address, until the address is another.',
    }),
  })
  .meta({ id: 'ContactChange' });

/** Of many at once, each account needs a contact: that is what makes a customer reachable, and all or none of them is stored. */
export const oneOfMany = customerWith(1);

export const customersBody = z
  .strictObject({
    customers: z
      .array(oneOfMany)
      .min(1)
      .max(MAX_CONTACTS)
      .meta({ description: `As many as have ${MAX_CONTACTS} contacts together, at most.` }),
  })
  .meta({ id: 'CustomersBody' });

const endedAt = storedInstant('Since when nothing is sent there any more.').optional();

/** Why a notice would not, or may not, reach somebody. */
export const unfitCustomer = z
  .object({
    customer: head.id,
    name: head.name,
    faults: z.array(
      z.object({
        kind: z.enum(UNFITNESS).meta({
          description:
            'No account; an account without an administrator whom a notice could reach; a contact that is known to reach nobody; one whose last mail came back; one whose webhook is gone; one that was asked a month ago whether it is right, and has not answered; one whose correction waits for a person.',
        }),
        account: account.id.optional(),
        contact: contact.id.optional(),
        since: storedInstant('Where it is known.').optional(),
      }),
    ),
  })
  .meta({ id: 'UnfitCustomer' });

export const storedCustomer = z
  .object({
    ...head,
    endedAt,
    accounts: z.array(
      z.object({
        ...account,
        endedAt,
        contacts: z.array(
          z.object({
            ...contact,
            email: z.string().meta({ description: 'A mail address, or `erased`.', examples: ['jo@customer.example'] }),
            verifiedAt: storedInstant(
              'When somebody at this address last said whether the contacts are right.',
            ).optional(),
            stale: z.boolean().meta({ description: 'Known to reach nobody; a new address ends it.' }),
            endedAt,
            erasedAt: storedInstant('When name and address were erased.').optional(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Customer' });

export const customerHead = z.object({ ...head, endedAt }).meta({ id: 'CustomerHead' });

const parts = (description: string) =>
  z.object({ customers: z.int(), accounts: z.int(), contacts: z.int() }).meta({ description });

export const stored = z
  .object({
    customers: z.int(),
    accounts: z.int(),
    contacts: z.int(),
    created: parts('How many are new.'),
    changed: parts('How many stood there and are otherwise now.'),
    unchanged: parts('How many stood there as they were given.'),
    unreachable: z.object({ customers: z.array(z.string()), more: z.int() }).meta({
      description:
        'Those with an account that has no administrator whom a notice could reach; the first hundred by id.',
    }),
    dryRun: z.boolean().meta({ description: 'True: nothing was stored, and all was checked.' }),
    file: z
      .object({
        encoding: z.string().meta({ description: 'As which its bytes were read.', examples: ['windows-1252'] }),
        delimiter: z.string().meta({ examples: [';'] }),
        ignoredColumns: z
          .array(z.string())
          .meta({ description: 'Headings that mean nothing here; their cells were left out.' }),
        doubtful: z
          .array(z.object({ row: z.int(), column: z.string(), text: z.string() }))
          .optional()
          .meta({
            description:
              'Where the encoding was named nowhere and is a guess: the first cells that would read otherwise in another. If they are wrong, name it in the `charset` of Content-Type.',
          }),
      })
      .optional()
      .meta({ description: 'How a CSV file was understood.' }),
  })
  .meta({ id: 'Stored', description: 'How many of each were given and stand now.' });

function customerWith(least: 0 | 1) {
  const contacts = z.array(z.strictObject(contact)).min(least).max(MAX_CONTACTS);
  return z.strictObject({
    ...head,
    accounts: z
      .array(z.strictObject({ ...account, contacts }))
      .min(least)
      .max(MAX_CONTACTS)
      .meta({ description: 'All of them.' }),
  });
}
