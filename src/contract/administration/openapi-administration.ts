import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { administrationQuery, administrativePage, pendingAct, settledAct } from './administration';
import { answers, BODY, listOf, operation } from '../openapi-parts';
import type { ProblemCode } from '../problems';

export function administrationPaths(): ZodOpenApiPathsObject {
  return {
    '/api/administration': {
      get: operation(
        'administration',
        'What was done to people, keys, customers, imports and rules, the newest first. For auditors, operators and privacy.',
        answers(200, 'A page of the list.', listOf(administrativePage), ['bad-request', 'bad-cursor']),
        {
          description:
            'Append-only and chained: each page has its SHA-256, and the chain binds it to all before. `npm run verify` checks it.',
          requestParams: { query: administrationQuery },
        },
      ),
    },
    '/api/administration/pending': {
      get: operation(
        'administration',
        'What takes two people and waits for the second, the oldest first. For auditors, operators and privacy.',
        answers(200, 'All of it.', z.object({ asOf: z.string(), items: z.array(pendingAct) }), ['bad-request']),
      ),
    },
    '/api/administration/pending/{page}/confirm': {
      post: settling(
        'Confirm what another asked for: it is done at once. For operators and privacy.',
        'Done.',
        CONFIRMING,
      ),
    },
    '/api/administration/pending/{page}/decline': {
      post: settling('Decline what was asked for, or take it back. For operators and privacy.', 'Ended, and not done.'),
    },
  };
}

/** Of the act itself, which is done only once it is confirmed. */
const CONFIRMING: ProblemCode[] = ['overtaken', 'second-person', 'last-operator', 'mailbox-taken'];

function settling(summary: string, done: string, refusals: ProblemCode[] = []) {
  const path = z.object({ page: z.int().min(1).meta({ description: 'In which it was asked for.' }) });
  const codes = [...BODY, 'bad-request', 'not-found', 'clock'] as const;
  return operation('administration', summary, answers(200, done, settledAct, [...codes, ...refusals]), {
    requestParams: { path },
  });
}
