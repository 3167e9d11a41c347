import type { Request, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Problem } from './problem';

const WINDOW_MS = 5 * 60_000;
const MAX_FAILURES = 100;

/** `why` says what to do now, too, where that is not to sign in as a person. @throws Problem always */
export type Refuse = (request: Request, response: Response, why: string, as?: { isWhole: true }) => Promise<never>;

/**
 * Counts failed sign-ins by client address. Only failures are counted, so a valid key is never locked out, not even behind a proxy that
 * also forwards somebody else's wrong keys.
 * @returns a function that throws the refusal: 401, or 429 beyond the limit
 */
export function createFailureLimiter(): Refuse {
  const limit = rateLimit({
    windowMs: WINDOW_MS,
    limit: MAX_FAILURES,
    legacyHeaders: false,
    standardHeaders: false,
    // We cannot know whether to trust a proxy, so its headers are ignored.
    validate: { xForwardedForHeader: false, forwardedHeader: false, trustProxy: false },
    handler: (_request, _response, next) => next(new TooMany()),
  });
  return async (request, response, why, as) => {
    const outcome = await new Promise<unknown>((resolve, reject) => {
      void Promise.resolve(limit(request, response, resolve)).catch(reject);
    });
    if (!(outcome instanceof TooMany)) throw new Problem('not-signed-in', why, as);
    const seconds = String(WINDOW_MS / 1_000);
    throw new Problem('too-many-attempts', 'Too many sign-ins failed from this address.', {
      headers: { 'Retry-After': seconds },
    });
  };
}

class TooMany extends Error {}
