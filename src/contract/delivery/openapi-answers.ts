import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { assistancePaths } from '../case/assistance';
import { letterTestPaths } from '../notices/letter-tests';
import { answers, body, failures, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import { proofPackQuery } from '../queries';
import { question, questionAnswer, questionList } from './recipient-answers';
import { translationPaths } from '../notices/translations';
import { incidentId } from '../words';

const idPath = z.object({ id: incidentId('The incident.') });

export function answerPaths(): ZodOpenApiPathsObject {
  return {
    ...letterTestPaths(),
    ...assistancePaths(),
    ...translationPaths(),
    '/api/incidents/{id}/proof-pack': {
      get: operation(
        'incidents',
        'What proves who was told what, when, and who approved it: a ZIP. For auditors, privacy, legal and leads.',
        {
          200: {
            description: 'As `npm run verify-pack` checks it.',
            content: { 'application/zip': { schema: z.string() } },
          },
          ...failures(['unknown-incident', 'erased', 'not-found', 'bad-request']),
        },
        { requestParams: { path: idPath, query: proofPackQuery } },
      ),
    },
    '/api/incidents/{id}/questions': {
      get: operation(
        'incidents',
        'What recipients of its notices asked, with the answers, the oldest first.',
        answers(200, 'The first thousand.', questionList, ['unknown-incident', 'erased', 'bad-request']),
        { requestParams: { path: idPath } },
      ),
    },
    '/api/incidents/{id}/questions/{question}/answer': {
      post: operation(
        'incidents',
        'Answer a question. The answer stands on the page of whom it is for; a second answer is refused.',
        answers(
          200,
          'Answered.',
          question,
          [...WRITING, 'unknown-incident', 'erased', 'not-found', 'already-so'],
          replayed,
        ),
        {
          requestParams: {
            path: idPath.extend({
              question: z
                .int()
                .min(1)
                .meta({ description: 'The question.', examples: [1] }),
            }),
            header: onceHeader,
          },
          ...body(questionAnswer),
        },
      ),
    },
  };
}
