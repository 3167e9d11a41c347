import type { Request } from 'express';
import type { FoundBy } from '../../register';
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

export interface ScimQuery {
  by?: { attribute: FoundBy; value: string };
  /** From 1. */
  startIndex: number;
  count: number;
}

/** @throws ScimFault */
export function queryOf({ query }: Request): ScimQuery {
  const filter = textIn(query.filter);
  const startIndex = Math.max(1, numberIn(query.startIndex) ?? 1);
  const count = Math.min(COUNT.most, Math.max(0, numberIn(query.count) ?? COUNT.usual));
  return { startIndex, count, ...(filter !== undefined && { by: filtered(filter) }) };
}

function filtered(filter: string): ScimQuery['by'] {
  const [, name = '', value = ''] = FILTER.exec(filter) ?? [];
  const attribute = ATTRIBUTES[name.toLowerCase()];
  if (attribute) return { attribute, value: JSON.parse(value) as string };
  const why = 'A filter is userName, externalId, id or emails.value, then eq, then text in quotes.';
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
export function asked(resource: Resource, { query }: Request): Resource {
  const named = (given: unknown) => {
    const list = textIn(given);
    return list === undefined
      ? undefined
      : new Set(
          list
            .toLowerCase()
            .split(/[\s,]+/)
            .map(outermost),
        );
  };
  const wanted = named(query.attributes);
  const unwanted = named(query.excludedAttributes);
  const isShown = (key: string) =>
    ALWAYS.includes(key) || (wanted?.has(key.toLowerCase()) ?? !unwanted?.has(key.toLowerCase()));
  return Object.fromEntries(Object.entries(resource).filter(([key]) => isShown(key)));
}

const ALWAYS = ['id', 'schemas'];

function outermost(path: string): string {
  return path.startsWith('urn:') ? path.split(':').slice(0, 7).join(':') : (path.split('.')[0] ?? path);
}
