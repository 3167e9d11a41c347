import type { Request } from 'express';
import { SCIM_ENTERPRISE_USER, SCIM_GROUP, SCIM_USER } from '../../contract/parties/scim';
import type { FoundBy, GroupQuery } from '../../register';
import { ScimFault } from './fault';
import type { Resource } from './user';

const COUNT = { usual: 100, most: 500 };

const OF_USERS = new Map<string, FoundBy>([
  ['id', 'id'],
  ['username', 'userName'],
  ['externalid', 'externalId'],
  ['active', 'active'],
  ['manager', 'manager'],
  ['manager.value', 'manager'],
  ['emails', 'email'],
  ['emails.value', 'email'],
  ['emails[type eq "work"].value', 'email'],
]);

type FoundGroupBy = GroupQuery['having'][number]['attribute'];
const OF_GROUPS = new Map<string, FoundGroupBy>([
  ['id', 'id'],
  ['displayname', 'displayName'],
  ['externalid', 'externalId'],
  ['members', 'member'],
  ['members.value', 'member'],
]);

export interface ScimQuery<Attribute> {
  /** All of them. */
  having: { attribute: Attribute; value: string }[];
  /** From 1. */
  startIndex: number;
  count: number;
}

/** @throws ScimFault */
export function queryOf(request: Request): ScimQuery<FoundBy> {
  return queryAmong(OF_USERS, 'userName, externalId, id, emails.value, manager or active', request);
}

/** @throws ScimFault */
export function groupQueryOf(request: Request): ScimQuery<FoundGroupBy> {
  return queryAmong(OF_GROUPS, 'displayName, externalId, id or members', request);
}

function queryAmong<Attribute>(
  attributes: ReadonlyMap<string, Attribute>,
  named: string,
  { query }: Request,
): ScimQuery<Attribute> {
  const filter = textIn(query.filter);
  const startIndex = Math.max(1, numberIn(query.startIndex) ?? 1);
  const count = Math.min(COUNT.most, Math.max(0, numberIn(query.count) ?? COUNT.usual));
  return { startIndex, count, having: filter === undefined ? [] : conditionsIn(filter, attributes, named) };
}

/** By eq alone, and joined by "and", as identity providers ask (RFC 7644, 3.4.2.2). */
const CONDITION = String.raw`([\w.:-]+(?:\[type eq "work"\]\.value)?)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)`;
const FILTER = new RegExp(String.raw`^\s*${CONDITION}(?:\s+and\s+${CONDITION})*\s*$`, 'i');

function conditionsIn<Attribute>(
  filter: string,
  attributes: ReadonlyMap<string, Attribute>,
  named: string,
): ScimQuery<Attribute>['having'] {
  const conditions = FILTER.test(filter) ? [...filter.matchAll(new RegExp(CONDITION, 'gi'))] : [];
  const having = conditions.flatMap(([, path = '', written = '']) => {
    const attribute = attributes.get(withoutSchema(path.toLowerCase()));
    const value = written.startsWith('"') ? textWritten(written) : written;
    return attribute === undefined || value === undefined ? [] : [{ attribute, value }];
  });
  if (having.length > 0 && having.length === conditions.length) return having;
  const why = `A filter is ${named}, then eq, then text in quotes, true or false; and joins several.`;
  throw new ScimFault(400, why, 'invalidFilter');
}

/** A path may begin with the schema of its attribute (RFC 7644, 3.10). */
function withoutSchema(path: string): string {
  const schema = SCHEMAS.find((urn) => path.startsWith(`${urn}:`));
  return schema === undefined ? path : path.slice(schema.length + 1);
}
const SCHEMAS = [SCIM_USER, SCIM_ENTERPRISE_USER, SCIM_GROUP].map((urn) => urn.toLowerCase());

function textWritten(json: string): string | undefined {
  try {
    return JSON.parse(json) as string;
  } catch {
    return undefined;
  }
}

function numberIn(given: unknown): number | undefined {
  const value = textIn(given);
  if (value === undefined) return undefined;
  if (!/^-?\d{1,9}$/.test(value)) throw new ScimFault(400, `${value} is no number.`, 'invalidValue');
  return Number(value);
}

/** What is given twice is none. */
function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** With those attributes alone that are asked for, or without those that are not wanted (RFC 7644, 3.9). */
export function asked(resource: Resource, request: Request): Resource {
  return Object.fromEntries(Object.entries(resource).filter(([key]) => !isUnwanted(key, request)));
}

export function isUnwanted(key: string, { query }: Request): boolean {
  if (ALWAYS.includes(key)) return false;
  const wanted = named(query.attributes);
  return wanted ? !wanted.has(key.toLowerCase()) : (named(query.excludedAttributes)?.has(key.toLowerCase()) ?? false);
}

function named(given: unknown): Set<string> | undefined {
  const words = textIn(given)
    ?.toLowerCase()
    .split(/[\s,]+/);
  return words && new Set(words.map(outermost));
}

const ALWAYS = ['id', 'schemas'];

function outermost(path: string): string {
  return path.startsWith('urn:') ? path.split(':').slice(0, 7).join(':') : (path.split('.')[0] ?? path);
}
