import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { RECIPIENT_OUTCOMES } from '../../domain/delivery/outcomes';
import { failures, operation } from '../openapi-parts';
import { listQuery, whole } from '../queries';
import { incidentId, line, oneOf, storedInstant } from '../words';

export const recipientsQuery = listQuery.omit({ cursor: true }).extend({
  skip: z
    .string()
    .regex(/^\d{1,7}$/, 'must be a number up to 9,999,999')
    .transform(Number)
    .default(0)
    .meta({
      description: 'After so many.',
      override: whole({ minimum: 0, default: 0 }),
    }),
  outcome: z.enum(RECIPIENT_OUTCOMES).optional().meta({ description: 'Only those of whom this is known last.' }),
  q: line('Words in the customer’s name or id, or in the address.', 'school').optional(),
});

const recipientRow = z.object({
  recipient: z.string().meta({ description: 'Names the row; the contact.' }),
  customer: z.string(),
  customerName: z.string(),
  account: z.string(),
  name: z.string(),
  email: z.string(),
  outcome: oneOf(RECIPIENT_OUTCOMES, 'What is known last.'),
  attempts: z.int(),
  nextAt: storedInstant('Not before this instant again.').optional(),
  finishedAt: storedInstant('When it ended.').optional(),
  serverWords: z.string().optional().meta({ description: 'The last that a server said.' }),
  possibleRepeat: z.boolean().meta({ description: 'An earlier attempt may have reached the server.' }),
});

const standing = { id: z.string(), sequence: z.int(), asOf: storedInstant('It was so at this instant.') };

export const noticeRecipients = z
  .object({
    ...standing,
    counts: z
      .partialRecord(z.enum(RECIPIENT_OUTCOMES), z.int())
      .meta({ description: 'How many, whatever is asked for.' }),
    unsent: z.int().meta({ description: 'Whose mail has not ended.' }),
    lastMinute: z.int().meta({ description: 'Whose mail ended within the last minute.' }),
    sending: z.enum(['paused', 'stopped']).optional().meta({ description: 'Absent while it goes out, or has gone.' }),
    found: z.int().meta({ description: 'How many are as asked for.' }),
    items: z.array(recipientRow),
  })
  .meta({ id: 'NoticeRecipients' });

export const oneRecipient = z
  .object({
    ...standing,
    recipient: recipientRow.extend({ language: z.string(), messageId: z.string().optional() }),
    attempts: z.array(
      z.object({
        outcome: z.string(),
        words: z.string().optional().meta({ description: 'The server’s.' }),
        handedAt: storedInstant('When the server got it.').optional(),
        endedAt: storedInstant('When the attempt ended.'),
      }),
    ),
    marks: z.array(z.object({ kind: z.string(), at: storedInstant('When.'), words: z.string().optional() })),
    letter: z
      .object({ subject: z.string(), text: z.string(), isAsApproved: z.boolean().optional() })
      .optional()
      .meta({ description: 'The very text. `isAsApproved`: its SHA-256 is the approved one.' }),
  })
  .meta({ id: 'NoticeRecipient' });

/** The columns of the CSV file. */
export const RECIPIENT_COLUMNS = Object.keys(recipientRow.shape) as (keyof typeof recipientRow.shape)[];

export function noticeRecipientPaths(): ZodOpenApiPathsObject {
  const path = z.object({
    id: incidentId('The incident.'),
    number: z.int().min(1).meta({ description: 'The notice’s number.' }),
  });
  const codes = ['unknown-incident', 'erased', 'bad-request', 'not-found', 'not-permitted'] as const;
  const file = z.string().meta({ description: 'All that are asked for, whole.' });
  return {
    '/api/incidents/{id}/notices/{number}/recipients': {
      get: operation(
        'incidents',
        'Whom a notice goes to, and what is known last of each.',
        {
          200: {
            description: 'As it stands.',
            content: { 'application/json': { schema: noticeRecipients }, 'text/csv': { schema: file } },
          },
          ...failures([...codes, 'not-acceptable']),
        },
        { requestParams: { path, query: recipientsQuery } },
      ),
    },
    '/api/incidents/{id}/notices/{number}/recipients/{recipient}': {
      get: operation(
        'incidents',
        'Every attempt at one recipient, what came back, and the very text.',
        {
          200: { description: 'As it stands.', content: { 'application/json': { schema: oneRecipient } } },
          ...failures([...codes]),
        },
        { requestParams: { path: path.extend({ recipient: z.string().meta({ description: 'Of the list.' }) }) } },
      ),
    },
  };
}
