import type { ErrorRequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import { PROBLEMS } from '../../contract/problems';
import type { ApiDeps } from '../deps';
import type { Problem } from '../http/problem';
import { noteProblem, problemFrom, RETRY_AFTER_SECONDS } from '../http/problem-answers';

export const SCIM_TYPE = 'application/scim+json';

/** As RFC 7644, 3.12, names kinds of faults. */
type ScimType = 'invalidFilter' | 'uniqueness' | 'invalidSyntax' | 'invalidPath' | 'noTarget' | 'invalidValue';

export class ScimFault extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly scimType?: ScimType,
  ) {
    super(detail);
  }
}

/** Answers every fault as SCIM says it. */
export function answerScimFaults(deps: ApiDeps): ErrorRequestHandler {
  return async (fault: unknown, request, response, next) => {
    if (response.headersSent) return next(fault);
    if (fault instanceof ScimFault) return tell(response, fault);
    if (fault instanceof ZodError) return tell(response, invalid(fault));
    const problem = problemFrom(fault);
    response.set(problem.more.headers ?? {});
    tell(response, scimFaultOf(problem));
    await noteProblem(deps, request, response, problem, fault);
  };
}

function invalid({ issues }: ZodError): ScimFault {
  const why = issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
  return new ScimFault(400, `This cannot be taken: ${why}.`, 'invalidValue');
}

function scimFaultOf({ code, detail, more }: Problem): ScimFault {
  return new ScimFault(more.status ?? PROBLEMS[code].status, detail, code === 'bad-json' ? 'invalidSyntax' : undefined);
}

function tell(response: Response, { status, detail, scimType }: ScimFault): void {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
  if (status === 401) response.set('WWW-Authenticate', 'Bearer');
  if (status === 503) response.set('Retry-After', RETRY_AFTER_SECONDS);
  response
    .status(status)
    .type(SCIM_TYPE)
    .send(JSON.stringify({ schemas, status: String(status), ...(scimType && { scimType }), detail }));
}
