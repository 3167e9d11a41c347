import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, BODY, body, failures, operation } from '../openapi-parts';
import { email, language } from './people';
import { line, personId, recordId, storedInstant } from '../words';

/* The users and groups of SCIM 2.0 (RFC 7643), as far as a staff list has them; what else a provider says is heard and not kept. */

export const SCIM_USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const SCIM_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const SCIM_ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Entra ID sends booleans as words, unless it is told otherwise. */
const active = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(?:true|false)$/i, 'must be true or false')
    .transform((word) => word.toLowerCase() === 'true'),
]);
const name = line('A name.', 'Anna Lindqvist').optional();
/** Of a value that comes bare, or in an object. */
const valueOf = <T extends z.ZodType>(value: T) =>
  z.union([value, z.looseObject({ value }).transform(({ value: inside }) => inside as z.output<T>)]);

export const scimUser = z.looseObject({
  userName: line('How the provider calls them.', 'anna@company.example'),
  externalId: line('As the provider knows them.', 'e-10442').optional(),
  displayName: name,
  name: z.looseObject({ formatted: name, givenName: name, familyName: name }).optional(),
  emails: z
    .array(z.looseObject({ value: email, type: z.string().optional(), primary: active.optional() }))
    .max(20)
    .optional(),
  preferredLanguage: language.optional(),
  active: active.default(true),
  roles: z
    .array(valueOf(recordId('What somebody works as.', 'response')))
    .max(20)
    .optional(),
  [SCIM_ENTERPRISE_USER]: z
    .looseObject({
      employeeNumber: line('Its number in the personnel system.', 'e-10442').optional(),
      department: line('As the company names it.', 'Support').optional(),
      manager: valueOf(recordId('The id of another user.', 'e-10017')).optional(),
    })
    .optional(),
});
export type ScimUser = z.output<typeof scimUser>;

/** Of staff alone: a group within a group is none of them. */
export const scimGroup = z.looseObject({
  displayName: line('How the provider calls it.', 'Security Response'),
  externalId: z.union([line('As the provider knows it.', '8aa1a0c0'), z.null().transform(() => undefined)]).optional(),
  members: z
    .array(z.looseObject({ value: recordId('The id of a user.', 'e-10442') }))
    .max(100_000)
    .nullish()
    .transform((members) => members ?? undefined),
});

export const scimPatch = z.looseObject({
  Operations: z
    .array(
      z.looseObject({
        op: z
          .string()
          .transform((word) => word.toLowerCase())
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().max(300).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(100),
});
export type ScimOperation = z.output<typeof scimPatch>['Operations'][number];

const clientId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'must be small letters, digits and hyphens, 50 at most')
  .meta({ description: 'Of the identity provider.', examples: ['entra'] });

export const scimClientPath = z.object({ id: clientId });

export const newScimClient = z
  .strictObject({ id: clientId, name: line('What it is.', 'Entra ID of the group') })
  .meta({ id: 'NewScimClient' });

const client = z
  .object({
    ...newScimClient.shape,
    createdBy: personId('Who added it.'),
    createdAt: storedInstant('When it was added.'),
    endedAt: storedInstant('When it was ended; absent while its token counts.').optional(),
  })
  .meta({ id: 'ScimClient' });

const clients = z.object({ items: z.array(client) }).meta({ id: 'ScimClients' });

const withToken = z
  .object({
    id: clientId,
    url: z.string().meta({ description: 'What the provider asks for as tenant URL or base URL.' }),
    token: z.string().meta({ description: 'Shown this once.' }),
  })
  .meta({ id: 'ScimToken' });

export function scimClientPaths(): ZodOpenApiPathsObject {
  return {
    '/api/scim-clients': {
      get: operation(
        'training',
        'Identity providers that keep the staff list. For operators and auditors.',
        answers(200, 'All.', clients, ['bad-request']),
      ),
      post: {
        ...operation(
          'training',
          'Add one: its token keeps the staff list at /scim/v2 (SCIM 2.0), and may do nothing else. For operators.',
          answers(201, 'With its token.', withToken, ['bad-request', 'clock', ...BODY, 'already-there']),
        ),
        ...body(newScimClient),
      },
    },
    '/api/scim-clients/{id}': {
      delete: operation(
        'training',
        'End one: its token counts no more. For operators.',
        { 204: { description: 'Ended.' }, ...failures(['bad-request', 'not-found', 'clock']) },
        { requestParams: { path: scimClientPath } },
      ),
    },
  };
}
