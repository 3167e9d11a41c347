import { SCIM_ENTERPRISE_USER, SCIM_USER, scimPatch, type ScimOperation } from '../../contract/parties/scim';
import { ScimFault } from './fault';
import type { Resource } from './user';

/** What a user, or a group, is after these operations, as Entra ID and Okta write them. @throws ZodError, ScimFault */
export function patched(user: Resource, body: unknown): Resource {
  const { Operations: operations } = scimPatch.parse(body);
  const after = structuredClone(user);
  const touched = operations.flatMap((operation) => applied(after, operation));
  const isRenamed = touched.some((path) => /^name\.(?:given|family)name$/i.test(path));
  if (isRenamed && !touched.some((path) => /^(?:displayname|name\.formatted)$/i.test(path))) {
    delete after.displayName;
    delete (after.name as Resource).formatted;
  }
  return after;
}

/** @returns the paths that it touched */
function applied(user: Resource, { op, path, value }: ScimOperation): string[] {
  if (path !== undefined) {
    change(user, op, targetOf(path), value);
    return [path];
  }
  if (op === 'remove') throw new ScimFault(400, 'Say in "path" what to remove.', 'noTarget');
  if (!isResource(value)) throw new ScimFault(400, 'Without a path, "value" must be an object.', 'invalidValue');
  return Object.entries(value).flatMap(([key, inside]) =>
    isResource(inside) && key !== 'manager'
      ? Object.entries(inside).flatMap(([sub, one]) => applied(user, { op, path: joined(key, sub), value: one }))
      : applied(user, { op, path: key, value: inside }),
  );
}

function joined(key: string, sub: string): string {
  return key.startsWith('urn:') ? `${key}:${sub}` : `${key}.${sub}`;
}

interface Target {
  /** From the outside in. */
  names: string[];
  /** Of a list: which of its elements, as `type eq "work"`. */
  only?: { attribute: string; value: string };
  sub?: string;
}

const NAME = String.raw`[A-Za-z$][\w$-]*`;
const PATH = new RegExp(String.raw`^(${NAME})(?:\[(${NAME}) eq "([^"]*)"\])?(?:\.(${NAME}))?$`, 'i');

/** @throws ScimFault */
function targetOf(path: string): Target {
  const lower = path.toLowerCase();
  const extension = SCIM_ENTERPRISE_USER.toLowerCase();
  if (lower === extension) return { names: [SCIM_ENTERPRISE_USER] };
  const outside = lower.startsWith(`${extension}:`) ? [SCIM_ENTERPRISE_USER] : [];
  const core = lower.startsWith(`${SCIM_USER.toLowerCase()}:`) ? SCIM_USER.length + 1 : 0;
  const rest = path.slice(outside.length > 0 ? extension.length + 1 : core);
  const [, name, attribute, value = '', sub] = PATH.exec(rest) ?? [];
  if (name === undefined) throw new ScimFault(400, `The path ${path} cannot be read.`, 'invalidPath');
  if (attribute === undefined) return { names: [...outside, name, ...(sub === undefined ? [] : [sub])] };
  return { names: [...outside, name], only: { attribute, value }, ...(sub !== undefined && { sub }) };
}

function change(user: Resource, op: ScimOperation['op'], { names, only, sub }: Target, value: unknown): void {
  const holder = names.slice(0, -1).reduce(within, user);
  const key = keyIn(holder, names.at(-1) ?? '');
  if (only) holder[key] = elementsAfter(listIn(holder[key]), op, { only, sub }, value);
  else if (op === 'remove') holder[key] = Array.isArray(value) ? without(listIn(holder[key]), value) : undefined;
  else if (op === 'add' && (MANY.has(key) || Array.isArray(value))) holder[key] = joinedTo(listIn(holder[key]), value);
  else holder[key] = value;
}

const MANY = new Set(['emails', 'roles', 'members']);

/** A new primary value takes the place of the one before (RFC 7644, 3.5.2). */
function joinedTo(list: unknown[], value: unknown): unknown[] {
  const news = Array.isArray(value) ? (value as unknown[]) : [value];
  const isPrimary = (one: unknown) => isResource(one) && String(one.primary).toLowerCase() === 'true';
  const before = news.some(isPrimary)
    ? list.map((one) => (isPrimary(one) ? { ...(one as Resource), primary: false } : one))
    : list;
  return [...before, ...news];
}

/** As Entra ID removes members: by a list of them. */
function without(list: unknown[], gone: readonly unknown[]): unknown[] {
  const valueOf = (one: unknown) => (isResource(one) ? one.value : one);
  const values = new Set(gone.map(valueOf));
  return list.filter((one) => !values.has(valueOf(one)));
}

function elementsAfter(
  list: unknown[],
  op: ScimOperation['op'],
  { only: { attribute, value: wanted }, sub }: { only: NonNullable<Target['only']>; sub?: string },
  value: unknown,
): unknown[] {
  const isMeant = (one: unknown) =>
    isResource(one) && String(one[keyIn(one, attribute)]).toLowerCase() === wanted.toLowerCase();
  if (op === 'remove' && sub === undefined) return list.filter((one) => !isMeant(one));
  const news = sub === undefined ? (value as Resource) : { [sub]: op === 'remove' ? undefined : value };
  if (!list.some(isMeant)) return [...list, { [attribute]: wanted, ...news }];
  return list.map((one) => (isMeant(one) ? { ...(one as Resource), ...news } : one));
}

function within(holder: Resource, name: string): Resource {
  const key = keyIn(holder, name);
  const inside = isResource(holder[key]) ? holder[key] : {};
  holder[key] = inside;
  return inside;
}

/** Names of attributes are the same in any case (RFC 7643, 2.1). */
function keyIn(holder: Resource, name: string): string {
  const wanted = name.toLowerCase();
  return [...Object.keys(holder), ...KNOWN].find((key) => key.toLowerCase() === wanted) ?? name;
}

const KNOWN = [
  ...['userName', 'externalId', 'displayName', 'name', 'givenName', 'familyName', 'formatted', 'emails', 'active'],
  ...['preferredLanguage', 'roles', 'employeeNumber', 'department', 'manager', 'members'],
];

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function isResource(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
