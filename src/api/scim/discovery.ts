import { SCIM_ENTERPRISE_USER, SCIM_GROUP, SCIM_USER } from '../../contract/parties/scim';
import type { Resource } from './user';

/** What this endpoint can do, as RFC 7643 (5 to 7) has providers ask for it. */
export function serviceProviderConfig(base: string): Resource {
  const no = { supported: false };
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { ...no, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 500 },
    ...{ changePassword: no, sort: no, etag: no },
    authenticationSchemes: [
      {
        ...{ type: 'oauthbearertoken', name: 'Bearer token', primary: true },
        description: 'The token that an operator was shown by POST /api/scim-clients.',
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}

export function resourceTypes(base: string): Resource[] {
  return [
    {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      ...{ id: 'User', name: 'User', endpoint: '/Users', description: 'One of the staff.', schema: SCIM_USER },
      schemaExtensions: [{ schema: SCIM_ENTERPRISE_USER, required: false }],
      meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/User` },
    },
    {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      ...{ id: 'Group', name: 'Group', endpoint: '/Groups', description: 'A group of staff.', schema: SCIM_GROUP },
      meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/Group` },
    },
  ];
}

export function schemasOf(base: string): Resource[] {
  return [
    schema(base, SCIM_USER, 'User', [
      attribute('userName', { required: true, uniqueness: 'server' }),
      attribute('displayName'),
      complex('name', [attribute('formatted'), attribute('givenName'), attribute('familyName')]),
      complex('emails', [attribute('value'), attribute('type'), attribute('primary', { type: 'boolean' })], true),
      attribute('preferredLanguage'),
      attribute('active', { type: 'boolean' }),
      complex('roles', [attribute('value')], true),
    ]),
    schema(base, SCIM_ENTERPRISE_USER, 'EnterpriseUser', [
      attribute('employeeNumber'),
      attribute('department'),
      complex('manager', [attribute('value'), attribute('$ref', { type: 'reference' })]),
    ]),
    schema(base, SCIM_GROUP, 'Group', [
      attribute('displayName', { required: true, uniqueness: 'server' }),
      complex('members', [attribute('value'), attribute('$ref', { type: 'reference' }), attribute('type')], true),
    ]),
  ];
}

function schema(base: string, id: string, name: string, attributes: Resource[]): Resource {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    ...{ id, name, attributes },
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  };
}

function attribute(name: string, over: Resource = {}): Resource {
  const usual = { type: 'string', multiValued: false, required: false, caseExact: false };
  return { name, ...usual, mutability: 'readWrite', returned: 'default', uniqueness: 'none', ...over };
}

function complex(name: string, subAttributes: Resource[], multiValued = false): Resource {
  return attribute(name, { type: 'complex', multiValued, subAttributes });
}
