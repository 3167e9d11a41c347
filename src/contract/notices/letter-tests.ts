import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, body, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import { incidentId, personId, recordId, sha256, storedInstant } from '../words';

export const testLetter = z
  .strictObject({
    customer: recordId('The customer as whom you read it.', 'customer-17'),
    language: z
      .string()
      .max(35)
      .optional()
      .meta({ description: 'In which language; left out, in that customer’s.', examples: ['fr'] }),
  })
  .meta({ id: 'TestLetter' });

const asked = z
  .object({
    id: z.string().meta({ description: 'In the ledger.' }),
    to: z.string().meta({ description: 'Your own address.' }),
    customer: z.string(),
    language: z.string(),
    textSha256: sha256('Of the letter as it is mailed, with its marks.'),
  })
  .meta({ id: 'TestLetterAsked' });

const tests = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        person: personId('Who had it sent to themselves.'),
        customer: z.string().meta({ description: 'By name, as the letter has it.' }),
        language: z.string(),
        state: z.enum(['planned', 'claimed', 'accepted', 'refused']),
        textSha256: sha256('Of the letter as it was mailed.'),
        askedAt: storedInstant('When it was asked for.'),
        finishedAt: storedInstant('When the mail server answered.').optional(),
        serverWords: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'TestLetters' });

export function letterTestPaths(): ZodOpenApiPathsObject {
  const path = z.object({
    id: incidentId('The incident.'),
    number: z
      .int()
      .min(1)
      .meta({ description: 'The notice’s number.', examples: [1] }),
  });
  const codes = ['unknown-incident', 'erased', 'bad-request', 'not-found', 'not-permitted'] as const;
  return {
    '/api/incidents/{id}/notices/{number}/tests': {
      get: operation(
        'incidents',
        'Letters of a notice that approvers had sent to themselves, the newest first.',
        answers(200, 'The last hundred.', tests, [...codes]),
        { requestParams: { path } },
      ),
      post: operation(
        'incidents',
        'Have the letter sent to yourself as one customer reads it, marked as a test. No customer gets it. For whoever may approve.',
        answers(
          202,
          'It is mailed within seconds.',
          asked,
          [...WRITING, ...codes, 'withheld-words', 'too-much'],
          replayed,
        ),
        { requestParams: { path, header: onceHeader }, ...body(testLetter) },
      ),
    },
  };
}
