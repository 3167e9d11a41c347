import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, failures, operation, refusals, success } from '../openapi-parts';
import { returnedMails, returnedMailSecret, settledMail, takenMail } from './returned-mail';

const mailPath = z.object({
  mail: z
    .int()
    .min(1)
    .meta({ description: 'The mail.', examples: [1] }),
});

export function returnedMailPaths(): ZodOpenApiPathsObject {
  return {
    '/api/returned-mail': {
      post: operation(
        'customers',
        'Take a mail that came back, as it is: a bounce, a reply, a complaint. For the mail server, by its secret.',
        {
          200: success('Taken; the same mail again changes nothing.', takenMail),
          ...refusals([
            'too-large',
            'wrong-media-type',
            'bad-request',
            'too-many-attempts',
            'not-signed-in',
            'unavailable',
            'fault',
          ]),
        },
        {
          description:
            'With `Authorization: Bearer <secret>`, or signed by it (Standard Webhooks). A failure whose message is found takes back what that told.',
          security: [{ key: [] }],
          requestBody: { required: true, content: { 'message/rfc822': { schema: z.string() } } },
        },
      ),
      get: operation(
        'customers',
        'What came back and waits for a person: replies, complaints, and failures whose message was not found. Those of incidents that you may not see are left out.',
        answers(200, 'The first thousand.', returnedMails, ['bad-request']),
      ),
    },
    '/api/returned-mail/secret': {
      get: operation(
        'customers',
        'The secret of whoever posts mail here. It changes with the key ring; older ones count as long as the ring has their key. For operators.',
        answers(200, 'It.', returnedMailSecret, ['bad-request']),
      ),
    },
    '/api/returned-mail/{mail}': {
      get: operation(
        'customers',
        'A mail that waits, as it came.',
        {
          200: { description: 'Its bytes.', content: { 'message/rfc822': { schema: z.string() } } },
          ...failures(['bad-request', 'not-found']),
        },
        { requestParams: { path: mailPath } },
      ),
    },
    '/api/returned-mail/{mail}/settle': {
      post: operation(
        'customers',
        'Say that a mail needs nobody any more. Its bytes are deleted.',
        answers(200, 'Settled.', settledMail, ['bad-request', 'not-found', 'clock']),
        { requestParams: { path: mailPath } },
      ),
    },
  };
}
