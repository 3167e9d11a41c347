import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, BODY, body, failures, operation } from './openapi-parts';
import { keyId, keyList, keyRequest, newKey } from './people';
import { personId } from './words';

/** Keys, of others and one's own. */
export function keyPaths(): ZodOpenApiPathsObject {
  const path = z.object({ id: personId('The person.') });
  const key = z.object({ key: keyId });
  const list = (summary: string, ...codes: ('not-found' | 'not-permitted')[]) =>
    operation('people', summary, answers(200, 'Keys that were not revoked.', keyList, ['bad-request', ...codes]));
  const revoked = { 204: { description: 'Revoked; the sessions that were begun with it have ended.' } };
  const revoking = failures(['bad-request', 'not-found', 'last-operator', 'clock']);
  return {
    '/api/keys': { get: list('Your own keys.') },
    '/api/keys/{key}': {
      delete: operation(
        'people',
        'Revoke a key of your own.',
        { ...revoked, ...revoking },
        { requestParams: { path: key } },
      ),
    },
    '/api/people/{id}/keys': {
      get: {
        ...list('The keys of a person. For operators and auditors.', 'not-found', 'not-permitted'),
        requestParams: { path },
      },
      post: operation(
        'people',
        'Make a key for a person, shown this once. For operators.',
        answers(201, 'The key.', newKey, [
          ...BODY,
          ...(['bad-request', 'not-found', 'inactive', 'impossible-instant', 'clock'] as const),
        ]),
        {
          description:
            'Takes no Idempotency-Key: the answer is kept nowhere. A key that was lost on the way is revoked.',
          requestParams: { path },
          ...body(keyRequest),
        },
      ),
    },
    '/api/people/{id}/keys/{key}': {
      delete: operation(
        'people',
        'Revoke a key by its id. For operators.',
        { ...revoked, ...revoking },
        { requestParams: { path: path.extend(key.shape) } },
      ),
    },
  };
}
