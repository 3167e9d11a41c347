import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { operation } from '../openapi-parts';
import { scimClientPaths, scimGroup, scimPatch, scimUser } from './scim';
import { staffId } from '../training/staff';

export const SCIM_TOKEN = {
  type: 'http',
  scheme: 'bearer',
  description:
    'The token of an identity provider, shown once by POST /api/scim-clients. It opens /scim/v2 and nothing else.',
} as const;

const TYPE = 'application/scim+json';
const fault = {
  description: 'An error as RFC 7644, 3.12, has it.',
  content: { [TYPE]: { schema: z.looseObject({}) } },
};
const ONE = { 200: { description: 'As it stands.', content: { [TYPE]: { schema: z.looseObject({}) } } } };
const byId = { path: z.object({ id: staffId('The id of the user.') }) };
const anyId = { path: z.object({ id: z.string() }) };
const shown = z.looseObject({ attributes: z.string().optional(), excludedAttributes: z.string().optional() });
const anyGroup = { ...anyId, query: shown };

/** SCIM 2.0 (RFC 7643 and 7644) as identity providers speak it; its errors are SCIM's own. */
export function scimPaths(): ZodOpenApiPathsObject {
  return {
    ...scimClientPaths(),
    '/scim/v2/ServiceProviderConfig': { get: asked('What this endpoint can do.', ONE) },
    '/scim/v2/ResourceTypes': { get: asked('What it keeps: users and groups.', ONE) },
    '/scim/v2/ResourceTypes/{id}': { get: asked('One of these.', ONE, anyId) },
    '/scim/v2/Schemas': { get: asked('What is kept of a user, and of a group.', ONE) },
    '/scim/v2/Schemas/{id}': { get: asked('One of these.', ONE, anyId) },
    '/scim/v2/Users': {
      get: asked('The staff. Filters: userName, externalId, id or emails.value, with eq.', ONE, { query: listing }),
      post: asked('Somebody has joined.', { 201: { ...ONE[200], description: 'Added.' } }, {}, scimUser),
    },
    '/scim/v2/Users/{id}': {
      get: asked('One of the staff.', ONE, byId),
      put: asked('What they are now; who is not active has left.', ONE, byId, scimUser),
      patch: asked('What has changed.', ONE, byId, scimPatch),
      delete: asked('Has left. What they were taught stays.', { 204: { description: 'Gone.' } }, byId),
    },
    '/scim/v2/Groups': {
      get: asked('Groups of staff. Filters: displayName, externalId or id, with eq.', ONE, { query: listing }),
      post: asked('A group is there.', { 201: { ...ONE[200], description: 'Added.' } }, {}, scimGroup),
    },
    '/scim/v2/Groups/{id}': {
      get: asked('A group, with its members.', ONE, anyGroup),
      put: asked('What it is now, with all its members.', ONE, anyGroup, scimGroup),
      patch: asked('What has changed: members that came and went, or its name.', ONE, anyGroup, scimPatch),
      delete: asked('The group is gone; its members stay.', { 204: { description: 'Gone.' } }, anyId),
    },
  };
}

const text = (description: string) => z.string().optional().meta({ description });
const listing = z.looseObject({
  filter: text('Such as `userName eq "anna@company.example"`.'),
  startIndex: text('From 1.'),
  count: text('At most 500; 100 where it is left out.'),
  attributes: text('These alone.'),
  excludedAttributes: text('All but these.'),
});

const SIGNING = z.object({ 'WWW-Authenticate': z.string() });
const METHODS = z.object({ Allow: z.string() });

function asked(summary: string, responses: ZodOpenApiResponsesObject, requestParams = {}, body?: z.ZodType) {
  const faults = Object.fromEntries(['400', '404', '409', '503'].map((status) => [status, fault]));
  const later = { 429: { ...fault, headers: z.object({ 'Retry-After': z.string() }) } };
  const waited = { 401: { ...fault, headers: SIGNING }, 405: { ...fault, headers: METHODS } };
  const said = operation('training', summary, { ...faults, ...waited, ...later, ...responses }, { requestParams });
  const content = body && { content: { [TYPE]: { schema: body } } };
  return { ...said, ...(content && { requestBody: { required: true, ...content } }), security: [{ scim: [] }] };
}
