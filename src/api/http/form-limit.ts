import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { HOUR } from '../../domain/primitives/instant';

const POSTS_AN_HOUR = 60;

/** A proxy may stand before us, so that one address may be everybody: each form of people without an account has the limit, by its id. */
export function limitForms(beyond: RequestHandler): RequestHandler {
  return rateLimit({
    windowMs: HOUR,
    limit: POSTS_AN_HOUR,
    legacyHeaders: false,
    standardHeaders: false,
    keyGenerator: ({ params }) => String(params.source),
    validate: { xForwardedForHeader: false, forwardedHeader: false, trustProxy: false },
    handler: beyond,
  });
}
