import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, operation } from '../openapi-parts';
import { relatedIncidents } from './related';
import { incidentId } from '../words';

export function relatedPaths(): ZodOpenApiPathsObject {
  return {
    '/api/incidents/{id}/related': {
      get: operation(
        'incidents',
        'Incidents that have to do with this one: linked from either side, merged into it, or what it was merged into; and offers to merge.',
        answers(200, 'As the register has them.', relatedIncidents, [
          ...(['unknown-incident', 'erased', 'bad-request', 'not-permitted'] as const),
        ]),
        {
          description: 'Those that the reader may not see are left out.',
          requestParams: { path: z.object({ id: incidentId('The incident.') }) },
        },
      ),
    },
  };
}
