import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { verificationPaths } from './contact-verification';
import { IMPORT_COLUMNS } from './customer-columns';
import {
  contactChange,
  customerBody,
  customerChange,
  customerHead,
  customerInput,
  customersBody,
  MAX_CONTACTS,
  stored,
  storedCustomer,
  unfitCustomer,
} from './customers';
import {
  answers,
  BODY,
  body,
  bodyOrCsv,
  failures,
  listOf,
  locationOf,
  onceHeader,
  operation,
  replayed,
  WRITING,
  type Operation,
} from '../openapi-parts';
import type { ProblemCode } from '../problems';
import { customerQuery, customersQuery, importQuery, listQuery } from '../queries';
import { recordId } from '../words';

const path = z.object({ id: recordId('The customer.', 'customer-17') });
const accountPath = path.extend({ account: recordId('The account.', 'account-17') });
const contactPath = path.extend({ contact: recordId('The contact.', 'contact-17-1') });

const CHANGING: ProblemCode[] = [
  ...BODY,
  'bad-request',
  'bad-rows',
  'not-found',
  'already-so',
  'not-permitted',
  'clock',
];

export function customerPaths(): ZodOpenApiPathsObject {
  return { ...lists(), ...verificationPaths(), ...oneCustomer(), ...partsOfOne() };
}

function lists(): ZodOpenApiPathsObject {
  const csv = `Or CSV, one row a contact, with the columns ${IMPORT_COLUMNS.join(', ')}: in UTF-8, UTF-16 or Windows-1252, parted by comma, semicolon or tab, under these headings or those that CRMs use. Other columns are ignored, and named in the answer. Either way at most ${MAX_CONTACTS} contacts, and all or none. What is not named stays as it is; what had ended and is named stands again.`;
  return {
    '/api/customers': {
      get: operation(
        'customers',
        'List customers. For all but reporters.',
        answers(200, 'A page of the list.', listOf(customerHead), ['bad-request', 'bad-cursor', 'not-permitted']),
        { requestParams: { query: customersQuery } },
      ),
      post: operation(
        'customers',
        'Add a customer with its accounts and contacts. For operators.',
        answers(
          201,
          'Added.',
          storedCustomer,
          [...WRITING, 'bad-rows', 'not-permitted', 'already-there'],
          locationOf('customer'),
        ),
        { requestParams: { header: onceHeader }, ...body(customerInput) },
      ),
    },
    '/api/customers/fitness': {
      get: operation(
        'customers',
        'Whom a notice would not reach as it should, before anything happens. For all but reporters.',
        answers(200, 'A page of the list.', listOf(unfitCustomer), ['bad-request', 'bad-cursor', 'not-permitted']),
        { requestParams: { query: listQuery } },
      ),
    },
    '/api/customers/template.csv': {
      get: operation('customers', 'A CSV file to begin an import with. For all but reporters.', {
        200: {
          description: 'The heading, and one row as an example.',
          content: { 'text/csv': { schema: z.string() } },
        },
        ...failures(['bad-request', 'not-permitted']),
      }),
    },
    '/api/customers/import': {
      post: operation(
        'customers',
        'Store many customers at once. For operators.',
        answers(200, 'Stored.', stored, [...WRITING, 'bad-rows', 'not-permitted'], replayed),
        {
          description: csv,
          requestParams: { header: onceHeader, query: importQuery },
          ...bodyOrCsv(customersBody, IMPORT_COLUMNS),
        },
      ),
    },
  };
}

/** Open incidents hear of each change at once, with new counts of who is told and who could be reached. */
function oneCustomer(): ZodOpenApiPathsObject {
  return {
    '/api/customers/{id}': {
      get: operation(
        'customers',
        'One customer with its accounts and contacts. For all but reporters.',
        answers(200, 'The customer.', storedCustomer, ['bad-request', 'not-found', 'not-permitted']),
        { requestParams: { path, query: customerQuery } },
      ),
      put: operation(
        'customers',
        'Store a customer as it is from now on. For operators.',
        answers(200, 'Stored.', storedCustomer, [...WRITING, 'bad-rows', 'not-permitted'], replayed),
        {
          description:
            'The body is the whole customer: accounts and contacts that stand there and are not in it have ended. A customer, account or contact that had ended and is in it stands again.',
          requestParams: { path, header: onceHeader },
          ...body(customerBody),
        },
      ),
      patch: operation(
        'customers',
        'Change a customer in part. For operators.',
        answers(200, 'Changed.', storedCustomer, CHANGING),
        {
          description:
            'What is given is changed or added; accounts and contacts are given whole, and those not given stay.',
          requestParams: { path },
          ...body(customerChange),
        },
      ),
      delete: ending(
        'End a customer, with its accounts and contacts.',
        path,
        'Nothing is sent to it any more. What was sent, and that it was told, stays in the record. Where an open incident affects it and it was not told, it is still owed: tell it in another way, or waive it.',
      ),
    },
  };
}

function partsOfOne(): ZodOpenApiPathsObject {
  return {
    '/api/customers/{id}/accounts/{account}': {
      delete: ending('End an account, with its contacts.', accountPath, 'It is owed no notice any more.'),
    },
    '/api/customers/{id}/contacts/{contact}': {
      patch: operation(
        'customers',
        'Correct a contact, or mark it as stale. For operators.',
        answers(200, 'Changed.', storedCustomer, CHANGING),
        {
          description:
            'A notice that was drafted before goes to it no more, where it was not handed over yet: draft another, or send it again.',
          requestParams: { path: contactPath },
          ...body(contactChange),
        },
      ),
      delete: ending(
        'End a contact.',
        contactPath,
        'Nothing is sent to it any more; what was sent stays in the record.',
      ),
    },
    '/api/customers/{id}/contacts/{contact}/address': {
      delete: ending(
        'Erase name and address of a contact, which ends with it.',
        contactPath,
        'For good, here and in the record of what was sent, which keeps what was sent and when. Backups and the mail server have copies of their own.',
      ),
    },
  };
}

function ending(summary: string, of: z.ZodObject, description: string): Operation {
  const codes: ProblemCode[] = ['bad-request', 'not-found', 'not-permitted', 'clock'];
  return operation(
    'customers',
    `${summary} For operators.`,
    answers(200, 'The customer, with all that has ended.', storedCustomer, codes),
    { description, requestParams: { path: of } },
  );
}
