import { SCIM_GROUP, scimGroup } from '../../contract/parties/scim';
import type { GroupInput, StaffGroup } from '../../register';
import type { Resource } from './user';

/** What is kept of a group. @throws ZodError */
export function groupOf(given: unknown): GroupInput {
  const { displayName, externalId, members = [] } = scimGroup.parse(given);
  return { displayName, members: members.map(({ value }) => value), ...(externalId && { externalId }) };
}

export function groupResourceOf(group: StaffGroup, base: string): Resource {
  const { id, displayName, externalId, members, createdAt, changedAt } = group;
  return {
    schemas: [SCIM_GROUP],
    ...{ id, externalId, displayName },
    members: members.map((value) => ({ value, type: 'User', $ref: `${base}/Users/${encodeURIComponent(value)}` })),
    meta: {
      ...{ resourceType: 'Group', created: createdAt, lastModified: changedAt },
      location: `${base}/Groups/${id}`,
    },
  };
}
