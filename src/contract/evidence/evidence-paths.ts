import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { commandAnswer } from '../answers';
import { refusalsOf } from '../command-problems';
import { EVIDENCE_MAX_BYTES, evidenceQuery } from './evidence';
import { answers, failures, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import { incidentId } from '../words';

const bytes = { 'application/octet-stream': { schema: z.string().meta({ description: 'The bytes of the file.' }) } };

export function evidencePaths(): ZodOpenApiPathsObject {
  return {
    '/api/incidents/{id}/evidence': {
      post: operation(
        'incidents',
        `Keep a file as evidence, of at most ${EVIDENCE_MAX_BYTES / 1024 / 1024} MB.`,
        answers(
          200,
          'Kept.',
          commandAnswer,
          [
            ...WRITING,
            ...refusalsOf('record-evidence'),
            ...(['unknown-incident', 'erased', 'crowded', 'outcome-unknown'] as const),
          ],
          replayed,
        ),
        {
          description:
            'The body is the file as it is, of any type. It is encrypted with the data key of the incident as it comes, and never opened or run. As the command `record-evidence` otherwise.',
          requestParams: {
            path: z.object({ id: incidentId('The incident.') }),
            query: evidenceQuery,
            header: onceHeader,
          },
          requestBody: { required: true, content: bytes },
        },
      ),
    },
    '/api/incidents/{id}/evidence/{evidence}/file': {
      get: operation(
        'incidents',
        'The bytes of a file that was kept as evidence.',
        {
          200: { description: 'To be saved, never shown.', content: bytes },
          ...failures(['unknown-incident', 'erased', 'bad-request', 'not-found']),
        },
        {
          description: 'Each reading is kept in the access log. What fails on the way breaks off.',
          requestParams: {
            path: z.object({ id: incidentId('The incident.'), evidence: z.string().meta({ examples: ['1'] }) }),
          },
        },
      ),
    },
  };
}
