import { SCIM_ENTERPRISE_USER, SCIM_USER, scimUser, type ScimUser } from '../../contract/parties/scim';
import { email, language } from '../../contract/parties/people';
import { staffId } from '../../contract/training/staff';
import { sha256 } from '../../primitives/hash';
import type { Provisioned, ProvisionedMember } from '../../register';
import { ScimFault } from './fault';

/** Where a provider says none. */
const NO_DEPARTMENT = 'Not given';
const LANGUAGE = 'en';

/** What is kept of a user. @throws ZodError, ScimFault */
export function memberOf(given: unknown, id?: string): Provisioned {
  const user = scimUser.parse(withoutNothing(given));
  const { userName, externalId, active, roles = [], preferredLanguage } = user;
  const { employeeNumber, department = NO_DEPARTMENT, manager } = user[SCIM_ENTERPRISE_USER] ?? {};
  const { givenName, familyName } = user.name ?? {};
  return {
    ...{ id: id ?? idOf(user), userName, active, roles, department, name: nameOf(user), email: emailOf(user) },
    language: language.safeParse(preferredLanguage).data ?? LANGUAGE,
    ...(externalId !== undefined && { externalId }),
    ...(employeeNumber !== undefined && { employeeNumber }),
    ...(manager !== undefined && { manager }),
    ...(givenName !== undefined && { givenName }),
    ...(familyName !== undefined && { familyName }),
  };
}

/** The number that a file of the personnel system has, too, so that both mean the same person. */
function idOf(user: ScimUser): string {
  const { employeeNumber } = user[SCIM_ENTERPRISE_USER] ?? {};
  const known = [employeeNumber, user.externalId, user.userName].find((one) => staffId().safeParse(one).success);
  return known ?? `s-${sha256(user.userName.toLowerCase()).slice(0, 20)}`;
}

function nameOf({ displayName, name: { formatted, givenName, familyName } = {}, userName }: ScimUser): string {
  const parts = [givenName, familyName].filter((part) => part !== undefined).join(' ');
  return displayName ?? formatted ?? (parts || userName);
}

function emailOf({ emails = [], userName }: ScimUser): string {
  const chosen = emails.find(({ primary }) => primary) ?? emails.find(({ type }) => type === 'work') ?? emails[0];
  const address = email.safeParse(chosen?.value ?? userName);
  if (address.success) return address.data;
  throw new ScimFault(
    400,
    'A user needs a mail address, in emails or as userName: courses are mailed.',
    'invalidValue',
  );
}

/** Null and nothing mean the same (RFC 7643, 2.5). */
function withoutNothing(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(withoutNothing);
  if (typeof given !== 'object' || given === null) return given;
  const kept = Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutNothing(value)]));
}

export type Resource = Record<string, unknown>;

export function resourceOf(member: ProvisionedMember, base: string): Resource {
  const { id, name, givenName, familyName, manager, joinedAt, leftAt } = member;
  const location = `${base}/Users/${encodeURIComponent(id)}`;
  return {
    schemas: [SCIM_USER, SCIM_ENTERPRISE_USER],
    ...{ id, externalId: member.externalId, userName: member.userName, displayName: name, active: member.active },
    name: { formatted: name, givenName, familyName },
    emails: [{ value: member.email, type: 'work', primary: true }],
    preferredLanguage: member.language,
    roles: member.roles.map((value) => ({ value })),
    [SCIM_ENTERPRISE_USER]: {
      employeeNumber: member.employeeNumber,
      department: member.department,
      ...(manager && { manager: { value: manager, $ref: `${base}/Users/${encodeURIComponent(manager)}` } }),
    },
    meta: { resourceType: 'User', created: joinedAt, lastModified: leftAt ?? joinedAt, location },
  };
}
