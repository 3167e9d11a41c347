import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, operation } from './openapi-parts';

export const demo = z
  .object({
    state: z.enum(['none', 'offered', 'loading', 'failed']).meta({
      description:
        'None: real mail may leave here, or the register has customers or incidents. Failed: asked again, it goes on where it stopped.',
    }),
  })
  .meta({ id: 'Demo' });

export function demoPaths(): ZodOpenApiPathsObject {
  return {
    '/api/demo': {
      get: operation(
        'service',
        'Whether a small invented company can be loaded to look at. For operators.',
        answers(200, 'As it stands.', demo, ['bad-request']),
      ),
      post: operation(
        'service',
        'Load it into a register without customers and incidents, where all mail goes to the mailbox of this machine. For operators.',
        answers(202, 'Its customers and incidents follow, one after another.', demo, [
          'bad-request',
          'not-found',
          'already-so',
          'clock',
        ]),
      ),
    },
  };
}
