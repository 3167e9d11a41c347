import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { PERSON_COMMANDS } from '../../domain/commands';
import { ROLES } from '../../domain/primitives/people';
import { REFUSAL_CODES } from '../../domain/primitives/refusal';
import { answers, failures, operation } from '../openapi-parts';
import { signedIn } from '../parties/sessions';
import { incidentId, storedInstant } from '../words';

/** What the signed-in person may do with one incident, and why not the rest. */
export const acts = z
  .object({
    id: z.string(),
    sequence: z.int().meta({ description: 'Pages in the story that this answer covers.' }),
    asOf: storedInstant('It was so at this instant.'),
    items: z.array(
      z.object({
        command: z.enum(PERSON_COMMANDS).meta({ description: 'To be posted to /api/incidents/{id}/{command}.' }),
        description: z.string(),
        roles: z.array(z.enum(ROLES)).meta({ description: 'Who may give it.' }),
        allowed: z.boolean().meta({ description: 'You may give it now; its words are judged when you do.' }),
        refusal: z
          .object({
            code: z.enum(REFUSAL_CODES),
            why: z.string().meta({ description: 'What is wrong, and what to do.' }),
            points: z.array(z.string()).optional(),
          })
          .optional()
          .meta({ description: 'Why you may not.' }),
      }),
    ),
  })
  .meta({ id: 'Acts' });

export function actPaths(): ZodOpenApiPathsObject {
  const codes = ['unknown-incident', 'erased', 'bad-request', 'not-permitted'] as const;
  return {
    '/api/incidents/{id}/acts': {
      get: operation(
        'incidents',
        'What you may do with an incident as it stands, and why not the rest.',
        answers(200, 'Every command.', acts, [...codes]),
        { requestParams: { path: z.object({ id: incidentId('The incident.') }) } },
      ),
    },
    '/api/events': {
      get: operation(
        'incidents',
        'Which incidents and subjects change, as they do: server-sent events.',
        {
          200: { description: 'A stream.', content: { 'text/event-stream': { schema: z.string() } } },
          ...failures(['bad-request']),
        },
        {
          description:
            '`incident` names one that you see and its `sequence`; read it anew. `post-mortem` names one of yours, as `INC-2026-0001/post-mortem`. `subject` names what changed of all else that you may read, such as `procedures`: what lies at `/api/procedures` and below is to be read anew. `missed` says that others may have changed: read all anew. With `Last-Event-ID` it goes on from there. It ends after five minutes; come again.',
        },
      ),
    },
    '/api/me': {
      get: operation(
        'sessions',
        'Who you are: roles, language and time zone; and what you are signed in by.',
        answers(200, 'You.', signedIn, ['bad-request']),
      ),
    },
  };
}
