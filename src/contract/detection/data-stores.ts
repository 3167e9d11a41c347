import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { DETECTION_METHODS, STORE_GAPS, STORE_KINDS } from '../../domain/triage/stores';
import { answers, body, failures, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import { line, oneOf, personId, recordId, storedInstant } from '../words';

export const storeId = recordId('Of a store of personal data.', 'support-tickets');

export const storeBody = z
  .strictObject({
    name: line('What it is.', 'Tickets of the support portal'),
    kind: oneOf(STORE_KINDS, 'Whether a network reaches it; paper and tapes are offline.'),
    owner: personId('Who answers for it.', 'responder'),
    product: line('The product whose customers’ data lies in it.', 'Support Portal').optional(),
    methods: z
      .array(oneOf(DETECTION_METHODS, 'How a breach of it would be noticed.'))
      .max(DETECTION_METHODS.length)
      .meta({ description: 'All the ways. With none, its owner and operators are mailed until it has one.' }),
    checkDays: z
      .int()
      .min(1)
      .max(730)
      .meta({ description: 'Within so many days somebody looks whether that works.', examples: [90] }),
  })
  .meta({ id: 'DataStoreBody' });

export const newStore = z.strictObject({ id: storeId, ...storeBody.shape }).meta({ id: 'NewDataStore' });

export const store = storeBody
  .extend({
    id: storeId,
    gaps: z.array(z.enum(STORE_GAPS)).meta({
      description: 'Why a breach of it might go unnoticed: no method, no check within its days, no active owner.',
    }),
    checkedAt: storedInstant('When somebody looked last.').optional(),
    checkedBy: z.string().optional(),
    addedAt: storedInstant('When it was added.'),
  })
  .meta({ id: 'DataStore' });

export const stores = z.object({ asOf: z.string(), items: z.array(store) }).meta({ id: 'DataStores' });

const seen = store
  .extend({
    customers: z.array(z.string()).meta({
      description: 'Proposed as scope of a breach of it: those with an account for its product, the first 1,000.',
    }),
  })
  .meta({ id: 'SeenDataStore' });

const FOR_KEEPERS = 'For operators and privacy.';

export function dataStorePaths(): ZodOpenApiPathsObject {
  return {
    '/api/data-stores': {
      get: operation(
        'detection',
        'Where personal data lies, and how a breach of it would be noticed. For all.',
        answers(200, 'All that have not ended.', stores, ['bad-request']),
      ),
      post: operation(
        'detection',
        `Add one. ${FOR_KEEPERS}`,
        answers(201, 'As it stands then.', seen, [...WRITING, 'already-there', 'unknown-person'], replayed),
        { requestParams: { header: onceHeader }, ...body(newStore) },
      ),
    },
    '/api/data-stores/{id}': onePaths(),
    '/api/data-stores/{id}/check': {
      post: operation(
        'detection',
        'Say that its detection was tried, and works. For its owner, operators and privacy.',
        answers(200, 'As it stands then.', seen, ['bad-request', 'not-found', 'clock']),
        { requestParams: { path: z.object({ id: storeId }) } },
      ),
    },
  };
}

function onePaths(): ZodOpenApiPathsObject[string] {
  const path = { requestParams: { path: z.object({ id: storeId }) } };
  return {
    get: operation(
      'detection',
      'One, with the customers whom a breach of it may concern. For all but reporters.',
      answers(200, 'As it stands.', seen, ['bad-request', 'not-found']),
      path,
    ),
    put: operation(
      'detection',
      `Add one, or change it. ${FOR_KEEPERS}`,
      answers(200, 'As it stands then.', seen, [...WRITING, 'not-found', 'unknown-person'], replayed),
      { requestParams: { path: path.requestParams.path, header: onceHeader }, ...body(storeBody) },
    ),
    delete: operation(
      'detection',
      `It holds no personal data any more. ${FOR_KEEPERS}`,
      { 204: { description: 'Ended.' }, ...failures(['bad-request', 'not-found', 'clock']) },
      path,
    ),
  };
}
