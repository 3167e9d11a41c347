import type { RequestHandler } from 'express';
import type { ApiDeps } from '../../deps';

/** Those that an incident can be given, with all that stands in them. */
export function listPlaybooks({ playbooks, clock }: ApiDeps): RequestHandler {
  return (_request, response) => {
    response.json({ asOf: clock(), items: [...playbooks.values()] });
  };
}
