import type { RequestHandler } from 'express';
import type { ApiDeps } from '../../deps';

/** Those that may be judged, with all that stands in them. */
export function listRegimes({ regimes, clock }: ApiDeps): RequestHandler {
  return (_request, response) => {
    response.json({ asOf: clock(), items: [...regimes.values()] });
  };
}
