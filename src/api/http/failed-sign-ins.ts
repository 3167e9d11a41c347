import type { Request, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Problem } from './problem';

const WINDOW_MS = 5 * 60_000;
const MAX_FAILURES = 100;

/**
 * Counts failed sign-ins by the address they come from. Only failures come here, so a right key is never kept out, not even
 * from behind the proxy that somebody else's wrong keys come through.
 * @returns what says no: 401, or past the limit 429
 */
export function createFailureLimiter(): (request: Request, response: Response, why: string) => Promise<never> {
  const limit = rateLimit({
    windowMs: WINDOW_MS,
    limit: MAX_FAILURES,
    legacyHeaders: false,
    standardHeaders: false,
    // Whether a proxy may be believed is not known here, so its header is not looked at.
    validate: { xForwardedForHeader: false, forwardedHeader: false, trustProxy: false },
    handler: (_request, _response, next) => next(new TooMany()),
  });
  return async (request, response, why) => {
    const outcome = await new Promise<unknown>((resolve, reject) => {
      void Promise.resolve(limit(request, response, resolve)).catch(reject);
    });
    if (!(outcome instanceof TooMany)) throw new Problem('not-signed-in', why);
    const seconds = String(WINDOW_MS / 1_000);
    throw new Problem('too-many-attempts', 'Too many sign-ins failed from this address.', {
      headers: { 'Retry-After': seconds },
    });
  };
}

class TooMany extends Error {}
