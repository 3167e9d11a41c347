import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { askedAct } from '../administration/administration';
import {
  answers,
  BODY,
  body,
  bodyOrCsv,
  listOf,
  locationOf,
  onceHeader,
  operation,
  replayed,
  success,
  WRITING,
} from '../openapi-parts';
import { newPerson, PEOPLE_COLUMNS, person, personChange } from './people';
import { listQuery } from '../queries';
import { personId } from '../words';

const WAITS = 'It takes two people, and waits for the second.';
const HELD = ['last-operator', 'mailbox-taken'] as const;

export function peoplePaths(): ZodOpenApiPathsObject {
  const path = z.object({ id: personId('The person.') });
  const csv = `Or CSV with the heading ${PEOPLE_COLUMNS.join(',')} (roles parted by spaces): all or none, and who stands there is replaced.`;
  return {
    '/api/people': {
      get: operation(
        'people',
        'List people. For all but reporters.',
        answers(200, 'A page of the list.', listOf(person), ['bad-request', 'bad-cursor', 'not-permitted']),
        { requestParams: { query: listQuery } },
      ),
      post: operation(
        'people',
        'Add a person, or many by CSV. For operators.',
        {
          ...answers(
            201,
            'Added.',
            person,
            [...WRITING, 'bad-rows', 'not-permitted', 'already-there', 'last-operator', 'mailbox-taken'],
            locationOf('person'),
          ),
          200: success('Stored, from CSV.', z.object({ added: z.int(), changed: z.int() }), replayed),
          202: success(WAITS, askedAct, locationOf('list of what waits')),
        },
        { description: csv, requestParams: { header: onceHeader }, ...bodyOrCsv(newPerson, PEOPLE_COLUMNS) },
      ),
    },
    '/api/people/{id}': {
      get: operation(
        'people',
        'One person. For all but reporters.',
        answers(200, 'The person.', person, ['bad-request', 'not-found', 'not-permitted']),
        { requestParams: { path } },
      ),
      patch: operation(
        'people',
        'Change a person; open incidents hear of it at once. For operators.',
        {
          ...answers(200, 'Changed.', person, [...BODY, 'bad-request', 'not-found', ...HELD, 'clock']),
          202: success(WAITS, askedAct, z.object({ Location: z.string() })),
        },
        {
          requestParams: { path },
          ...body(personChange),
        },
      ),
    },
  };
}
