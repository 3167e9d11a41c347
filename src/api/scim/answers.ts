import type { Response } from 'express';
import type { ScimClient } from '../../register';
import { SCIM_TYPE } from './fault';
import type { Resource } from './user';

export function send(response: Response, resource: Resource): void {
  response.type(SCIM_TYPE).send(JSON.stringify(resource));
}

export function listOf(
  resources: Resource[],
  { totalResults = resources.length, startIndex = 1 }: { totalResults?: number; startIndex?: number } = {},
): Resource {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    ...{ totalResults, startIndex, itemsPerPage: resources.length, Resources: resources },
  };
}

/** Whose token the request had. */
export function clientOf(response: Response): ScimClient {
  return response.locals.scimClient as ScimClient;
}
