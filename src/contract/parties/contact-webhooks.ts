import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, BODY, body, failures, operation } from '../openapi-parts';
import { recordId, storedInstant } from '../words';

export const contactWebhookBody = z
  .strictObject({
    url: z
      .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
      .max(2_000)
      .meta({
        description: 'Where notices are posted. What lies inside our own network is refused when it is connected to.',
        examples: ['https://tickets.example/hooks/breach'],
      }),
  })
  .meta({ id: 'ContactWebhookBody' });

const contactWebhook = z
  .object({
    contact: recordId('The contact.', 'contact-17-1'),
    url: z.string(),
    generation: z.int().meta({ description: 'Of the secret.' }),
    rotatedAt: storedInstant('Since when the secret is this one.'),
    goneAt: storedInstant('Since when nobody listens there (410): nothing is sent until it is set anew.').optional(),
    secret: z.string().optional().meta({
      description: 'By Standard Webhooks. None if the key ring lacks its key: change the secret then.',
    }),
    previousUntil: storedInstant('Until when the secret before signs beside this one.').optional(),
  })
  .meta({ id: 'ContactWebhook' });

const path = z.object({
  id: recordId('The customer.', 'customer-17'),
  contact: recordId('The contact.', 'contact-17-1'),
});

/** Notices to a contact's own program, beside the mail. */
export function contactWebhookPaths(): ZodOpenApiPathsObject {
  const one = (summary: string, status: ReadonlyArray<Parameters<typeof answers>[3][number]> = []) =>
    operation(
      'customers',
      `${summary} For operators.`,
      answers(200, 'As it stands, with its secret.', contactWebhook, [
        'not-found',
        'bad-request',
        'not-permitted',
        ...status,
      ]),
      { requestParams: { path } },
    );
  return {
    '/api/customers/{id}/contacts/{contact}/webhook': {
      get: one('Where a contact’s program takes notices.'),
      put: {
        ...one('Set where a contact’s program takes notices: each is posted there, signed, beside the mail.', [
          ...BODY,
          'clock',
        ]),
        ...body(contactWebhookBody),
      },
      delete: operation(
        'customers',
        'Take a contact’s webhook off. For operators.',
        { 204: { description: 'Off.' }, ...failures(['not-found', 'bad-request', 'not-permitted', 'clock']) },
        { requestParams: { path } },
      ),
    },
    '/api/customers/{id}/contacts/{contact}/webhook/rotate': {
      post: one('Another secret; the one before signs beside it for a day.', ['clock']),
    },
  };
}
