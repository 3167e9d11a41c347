import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { demoPaths } from '../demo';
import { answers, operation } from '../openapi-parts';
import { rules } from '../case/rules';
import { storedInstant } from '../words';

const waiting = (description: string) =>
  z.object({ waiting: z.int(), oldest: storedInstant('The oldest of them.').optional() }).meta({ description });

/** How the installation stands, for whoever runs it. */
export const operations = z
  .object({
    asOf: storedInstant('It was so at this instant.'),
    isReady: z.boolean(),
    checks: z.record(z.string(), z.string()).meta({ description: 'As /readyz says them.' }),
    queues: z
      .array(
        z.object({
          queue: z.string().meta({ examples: ['tocsin'] }),
          tasks: z.enum(['workflow', 'activity']),
          waiting: z.int().meta({ description: 'About how many.' }),
          oldestMs: z.int().meta({ description: 'For how long the oldest waits.' }),
        }),
      )
      .optional()
      .meta({ description: 'Tasks in Temporal that no worker has taken yet; absent while Temporal does not answer.' }),
    unsentSince: storedInstant('Since when the oldest message of a released notice waits.').optional(),
    reports: waiting('Reports that are kept, and whose incident is not opened yet.'),
    declarations: waiting('Declarations that are kept, and not given to their incident yet.'),
    check: z
      .object({ at: storedInstant('When it began.'), faults: z.int() })
      .optional()
      .meta({ description: 'The hourly check that last came to its end.' }),
    pastRetention: z.int().meta({ description: 'Closed incidents past the time for which they are kept.' }),
    temporal: z.object({ ui: z.string(), namespace: z.string() }),
    rules: rules.meta({ description: 'Under which incidents are opened.' }),
  })
  .meta({ id: 'Operations' });

export function operationsPaths(): ZodOpenApiPathsObject {
  return {
    '/api/operations': {
      get: operation(
        'service',
        'How the installation stands, where Temporal’s UI is, and the rules in force. For all but reporters.',
        answers(200, 'As it stands.', operations, ['bad-request', 'not-permitted']),
      ),
    },
    ...demoPaths(),
  };
}
