import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { keyGrant } from '../administration/administration';
import { answers, BODY, body, failures, operation, success, type Operation } from '../openapi-parts';
import { codeBody, keyId, keyList, keyRequest, newKey } from './people';
import { personId } from '../words';
import { calendarPaths } from '../clocks/calendar';

/** Keys, of others and one's own. */
export function keyPaths(): ZodOpenApiPathsObject {
  const path = z.object({ id: personId('The person.') });
  const key = z.object({ key: keyId });
  const list = (summary: string, ...codes: ('not-found' | 'not-permitted')[]) =>
    operation('people', summary, answers(200, 'Keys that were not revoked.', keyList, ['bad-request', ...codes]));
  const revoked = { 204: { description: 'Revoked; the sessions that were begun with it have ended.' } };
  const revoking = failures(['bad-request', 'not-found', 'last-operator', 'clock']);
  return {
    ...calendarPaths(),
    '/api/keys': {
      get: list('Your own keys.'),
      post: redeeming(),
    },
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
        'Make a key for yourself, shown this once; or have somebody else mailed a code, which they turn into one. For operators.',
        {
          ...answers(201, 'Your key.', newKey, [
            ...BODY,
            ...(['bad-request', 'not-found', 'inactive', 'impossible-instant', 'clock'] as const),
          ]),
          202: success('A code is mailed to them, at once or when a second person has agreed.', keyGrant),
        },
        {
          description:
            'Takes no Idempotency-Key: the answer is kept nowhere. A key that was lost on the way is revoked. For whoever approves, decides or operates, a second person has to agree.',
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

function redeeming(): Operation {
  const made = answers(201, 'Your key.', newKey, [...BODY, 'bad-request', 'impossible-instant', 'clock']);
  const description = 'Needs no key. A code is good for one key and a day.';
  const summary = 'Turn a code that was mailed to you into your key, shown this once.';
  return { ...operation('people', summary, made, { description, ...body(codeBody) }), security: [] };
}
