import type { Request } from 'express';
import type { FoundBy, GroupQuery } from '../../register';
import { ScimFault } from './fault';
import type { Resource } from './user';

const COUNT = { usual: 100, most: 500 };
const FILTER = /^\s*([\w.]+|emails\[type eq "work"\]\.value)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i;
const ATTRIBUTES: Readonly<Record<string, FoundBy>> = {
  id: 'id',
  username: 'userName',
  externalid: 'externalId',
  emails: 'email',
  'emails.value': 'email',
  'emails[type eq "work"].value': 'email',
};

type FoundGroupBy = NonNullable<GroupQuery['by']>['attribute'];
const OF_GROUPS: Readonly<Record<string, FoundGroupBy>> = {
  id: 'id',
  displayname: 'displayName',
  externalid: 'externalId',
};

export interface ScimQuery<Attribute> {
  by?: { attribute: Attribute; value: string };
  /** From 1. */
  startIndex: number;
  count: number;
}

/** @throws ScimFault */
export function queryOf(request: Request): ScimQuery<FoundBy> {
  return queryAmong(ATTRIBUTES, 'userName, externalId, id or emails.value', request);
}

/** @throws ScimFault */
export function groupQueryOf(request: Request): ScimQuery<FoundGroupBy> {
  return queryAmong(OF_GROUPS, 'displayName, externalId or id', request);
}

function queryAmong<Attribute>(
  attributes: Readonly<Record<string, Attribute>>,
  named: string,
  { query }: Request,
): ScimQuery<Attribute> {
  const filter = textIn(query.filter);
  const startIndex = Math.max(1, numberIn(query.startIndex) ?? 1);
  const count = Math.min(COUNT.most, Math.max(0, numberIn(query.count) ?? COUNT.usual));
  return { startIndex, count, ...(filter !== undefined && { by: filtered(filter, attributes, named) }) };
}

function filtered<Attribute>(
  filter: string,
  attributes: Readonly<Record<string, Attribute>>,
  named: string,
): ScimQuery<Attribute>['by'] {
  const [, name = '', value = ''] = FILTER.exec(filter) ?? [];
  const attribute = attributes[name.toLowerCase()];
  if (attribute) return { attribute, value: JSON.parse(value) as string };
  const why = `A filter is ${named}, then eq, then text in quotes.`;
  throw new ScimFault(400, why, 'invalidFilter');
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
