import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import {
  answers,
  body,
  BODY,
  listOf,
  onceHeader,
  onwardTo,
  operation,
  refusals,
  replayed,
  WRITING,
} from '../openapi-parts';
import { count, LIST_MAX, personId, recordId, storedInstant } from '../words';

/** So many are listed, the oldest first; deciding them brings the next. */
export const PROPOSALS_MAX = 1_000;

export const newVerification = z
  .strictObject({
    customers: z
      .array(recordId('The customer.', 'customer-17'))
      .min(1)
      .max(LIST_MAX)
      .optional()
      .meta({ description: 'Left out, all.' }),
  })
  .meta({ id: 'NewVerification' });

const round = z.string().meta({ description: 'Of mails that went out together.', examples: ['VRF-2026-0001'] });
const opened = z
  .object({ rounds: z.array(z.object({ round, contacts: count('Whom it asks.', 5_000) })) })
  .meta({ id: 'Verification' });

export const proposal = z
  .object({
    id: z.int(),
    kind: z.enum(['change', 'add', 'end']).meta({
      description: 'A contact has another name or address; one more, who gets the notices; one is a contact no longer.',
    }),
    customer: recordId('The customer.', 'customer-17'),
    account: recordId('The account.', 'account-17'),
    contact: recordId('The contact; of one more, none.', 'contact-17-1').optional(),
    name: z.string().optional(),
    email: z.string().optional(),
    round,
    asked: recordId('The contact who proposes it.', 'contact-17-1'),
    proposedAt: storedInstant('When.'),
    decidedAt: storedInstant('When a person decided.').optional(),
    decidedBy: personId('Who decided.').optional(),
    outcome: z.enum(['accepted', 'declined']).optional(),
  })
  .meta({ id: 'ContactProposal' });

export function verificationPaths(): ZodOpenApiPathsObject {
  const path = z.object({ proposal: z.string().meta({ description: 'Its number.', examples: ['17'] }) });
  const deciding = (summary: string) =>
    operation(
      'customers',
      summary,
      answers(200, 'Decided.', proposal, [
        ...BODY,
        'bad-request',
        'bad-rows',
        'not-found',
        'nothing-open',
        'already-so',
        'clock',
      ]),
      { requestParams: { path } },
    );
  return {
    '/api/customers/verification': {
      post: operation(
        'customers',
        'Ask contacts by mail whether they are right, beside what is asked by itself. For operators.',
        answers(201, 'The mails follow.', opened, [...WRITING, 'nothing-open'], replayed),
        { requestParams: { header: onceHeader }, ...body(newVerification) },
      ),
    },
    '/api/customers/proposals': {
      get: operation(
        'customers',
        'What contacts would have otherwise, and nobody decided. For all but reporters.',
        answers(200, 'The oldest first.', listOf(proposal), ['bad-request']),
      ),
    },
    '/api/customers/proposals/{proposal}/accept': {
      post: deciding('Take over what a contact proposed. For operators.'),
    },
    '/api/customers/proposals/{proposal}/decline': { post: deciding('Leave it as it is. For operators.') },
    ...pagePaths(),
  };
}

function pagePaths(): ZodOpenApiPathsObject {
  const path = z.object({ token: z.string().meta({ description: 'Of the link in the mail.' }) });
  const query = z.object({ lang: z.string().optional(), said: z.string().optional() });
  const html = { 'text/html': { schema: z.string() } };
  const of = (summary: string, responses: ZodOpenApiResponsesObject, requestParams: object) => ({
    ...operation(
      'customers',
      summary,
      { ...refusals(['bad-request']), ...responses, 404: { description: 'No such page.', content: html } },
      { requestParams },
    ),
    security: [],
  });
  const posted = { ...onwardTo('To the page.'), ...refusals(['bad-request', 'too-large', 'wrong-media-type']) };
  return {
    '/v/{token}': {
      get: of(
        'The contacts of a customer, for whom the link was sent to.',
        { 200: { description: 'The page.', content: html } },
        { path, query },
      ),
      post: of('Confirm or correct them.', posted, { path }),
    },
  };
}
