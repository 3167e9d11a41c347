import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { MINUTE } from '../../domain/primitives/instant';
import { clientOf } from './answers';
import { ScimFault } from './fault';

/** A first synchronization of 50,000 staff takes minutes so, and leaves the rest of the API its share. */
const CALLS_A_MINUTE = 6_000;

/** By the provider's token. Behind the sign-in, so that nobody else uses up its calls. */
export function limitCalls(limit = CALLS_A_MINUTE): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit,
    legacyHeaders: false,
    standardHeaders: false,
    keyGenerator: (_request, response) => clientOf(response).id,
    validate: { xForwardedForHeader: false, forwardedHeader: false, trustProxy: false },
    handler: (_request, response, next) => {
      response.set('Retry-After', String(MINUTE / 1_000));
      next(new ScimFault(429, `More than ${limit} calls within a minute: go on after a minute.`));
    },
  });
}
