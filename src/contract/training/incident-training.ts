import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, operation } from '../openapi-parts';
import { staffId } from './staff';
import { waveId } from './training';
import { incidentId, recordId, storedInstant } from '../words';

export const STANDINGS = ['trained', 'lapsed', 'failed', 'overdue', 'open', 'never'] as const;

export const incidentTrainingQuery = z.strictObject({ staff: staffId('Who of the staff had to do with it.') });

export const incidentTraining = z
  .object({
    asOf: storedInstant('When it was read.'),
    staff: staffId(),
    name: z.string(),
    department: z.string(),
    at: storedInstant('When the incident was detected: what follows was so then.'),
    items: z.array(
      z.object({
        course: recordId('Of a course.', 'protecting-customer-data'),
        standing: z.enum(STANDINGS),
        wave: waveId.optional(),
        assignedAt: storedInstant('When it was given last.').optional(),
        dueAt: storedInstant('By when it was to be passed.').optional(),
        passedAt: storedInstant('When it was passed last.').optional(),
        validUntil: storedInstant('Until when that counts.').optional(),
      }),
    ),
  })
  .meta({ id: 'IncidentTraining' });

export function incidentTrainingPaths(): ZodOpenApiPathsObject {
  return {
    '/api/incidents/{id}/training': {
      get: operation(
        'training',
        'What one of the staff had been taught when an incident was detected: for who caused it. For leads, privacy and legal.',
        answers(200, 'Of each course.', incidentTraining, [
          ...(['bad-request', 'unknown-incident', 'erased', 'not-found', 'not-permitted'] as const),
        ]),
        { requestParams: { path: z.object({ id: incidentId('The incident.') }), query: incidentTrainingQuery } },
      ),
    },
  };
}
