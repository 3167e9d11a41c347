import type { ErrorRequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import { PROBLEMS } from '../../contract/problems';
import { Problem } from '../http/problem';

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

/** Answers every fault as SCIM says it; what is none of these goes on to the others' answers. */
export const answerScimFaults: ErrorRequestHandler = (fault: unknown, _request, response, next) => {
  if (fault instanceof ScimFault) return tell(response, fault);
  if (fault instanceof ZodError) {
    const why = fault.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
    return tell(response, new ScimFault(400, `The user cannot be taken: ${why}.`, 'invalidValue'));
  }
  if (!(fault instanceof Problem)) return next(fault);
  response.set(fault.more.headers ?? {});
  return tell(response, new ScimFault(fault.more.status ?? PROBLEMS[fault.code].status, fault.detail));
};

function tell(response: Response, { status, detail, scimType }: ScimFault): void {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
  if (status === 401) response.set('WWW-Authenticate', 'Bearer');
  response
    .status(status)
    .type(SCIM_TYPE)
    .send(JSON.stringify({ schemas, status: String(status), ...(scimType && { scimType }), detail }));
}
