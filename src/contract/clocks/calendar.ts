import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, failures, operation } from '../openapi-parts';
import { storedInstant } from '../words';

/** Deadlines for a person's own calendar program. */
export function calendarPaths(): ZodOpenApiPathsObject {
  const made = z.object({ url: z.string() }).meta({ id: 'CalendarFeedAddress' });
  const feed = z.object({ madeAt: storedInstant('When it was made.') }).meta({ id: 'CalendarFeed' });
  return {
    '/api/calendar-feed': {
      get: operation(
        'people',
        'Your own calendar feed, if you have one. For all but reporters.',
        answers(200, 'Since when.', feed, ['bad-request', 'not-found']),
      ),
      post: operation(
        'people',
        'Make an address by which your calendar program reads open deadlines (iCalendar). The one before ends. For all but reporters.',
        answers(201, 'With the address, this once.', made, ['bad-request', 'clock']),
      ),
      delete: operation('people', 'End it. For all but reporters.', {
        204: { description: 'Ended.' },
        ...failures(['bad-request', 'not-found', 'clock']),
      }),
    },
    '/calendar/{token}': {
      get: {
        ...operation(
          'people',
          'The deadlines of whoever made the address, by number and kind alone.',
          {
            200: { description: 'RFC 5545.', content: { 'text/calendar': { schema: z.string() } } },
            ...failures(['bad-request', 'not-signed-in', 'too-many-attempts', 'unavailable', 'fault']),
          },
          { requestParams: { path: z.object({ token: z.string() }) } },
        ),
        security: [],
      },
    },
  };
}
