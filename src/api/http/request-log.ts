import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { routePatternOf } from './routing';
import { signedInPerson } from './sign-in';

/** Polled by machines every few seconds. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

/** Logs one line per request: the route's pattern, never the requested path, a body, a key or anything else that a caller wrote. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - began);
      const { method } = request;
      const { route } = routePatternOf(response);
      log[QUIET.has(route) && response.statusCode < 400 ? 'debug' : 'info'](
        {
          method,
          route,
          status: response.statusCode,
          person: signedInPerson(response)?.id,
          milliseconds,
        },
        'request',
      );
    });
    next();
  };
}
