import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { placeOf } from './routing';
import { knownPerson } from './sign-in';

/** One line a request: the route's pattern, never its address, body, key or whatever else somebody wrote. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - began);
      const { method } = request;
      log.info(
        {
          method,
          route: placeOf(response).route,
          status: response.statusCode,
          person: knownPerson(response)?.id,
          milliseconds,
        },
        'request',
      );
    });
    next();
  };
}
