import express, { type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { LARGE_SHAPE, shapeFault, SMALL_SHAPE, type JsonShape } from './json-shape';
import { Problem, type FaultPoint } from './problem';

/** The longest text that a schema takes has 40 kB in UTF-8. */
const SMALL_LIMIT = '64kb';
const LARGE_LIMIT = '1mb';

/** For resources that take no query. */
export const noQuery: RequestHandler = (request, _response, next) => {
  queryAs(NOTHING, request);
  next();
};

const NOTHING = z.strictObject({});

/** Parses a JSON body; a request without a body is an empty object. It takes no query. */
export const jsonBody = jsonBodyOf(SMALL_LIMIT, SMALL_SHAPE);
/** The same, for routes that take lists. */
export const largeJsonBody = jsonBodyOf(LARGE_LIMIT, LARGE_SHAPE);

/** A resource of SCIM, which providers send by either name. */
export const scimBody = scimBodyOf(SMALL_LIMIT, SMALL_SHAPE);
/** The same, for groups, which have members. */
export const largeScimBody = scimBodyOf(LARGE_LIMIT, LARGE_SHAPE);

function scimBodyOf(limit: string, shape: JsonShape): RequestHandler[] {
  return [asking('application/json', 'application/scim+json'), readJson(limit, shape)];
}

function jsonBodyOf(limit: string, shape: JsonShape): RequestHandler[] {
  return [noQuery, asking('application/json'), readJson(limit, shape)];
}

/**
 * Accepts any JSON value; a schema says where an object is required. Bytes that are not UTF-8 are refused rather than replaced, so that
 * what is stored is what was sent.
 */
export function readJson(limit: string, shape: JsonShape): RequestHandler {
  return whole(
    express.json({
      limit,
      type: ['application/json', 'application/scim+json'],
      strict: false,
      verify: (_request, _response, bytes, charset) => {
        if (charset !== 'utf-8') throw new Problem('wrong-media-type', 'JSON is read in UTF-8 only.');
        if (textIn(bytes) === undefined) throw new Problem('bad-json', 'The body is not in UTF-8.', NOT_UTF_8);
        const fault = shapeFault(bytes, shape);
        if (fault !== undefined) throw tooMuch(fault);
      },
    }),
  );
}

/**
 * Where a connection ended while its sender was looked up, Express's parsers pass over the body as if there were none: what was said and not read
 * must not be done as if nothing had been said.
 */
export function whole(parser: RequestHandler): RequestHandler {
  return (request, response, next) =>
    parser(request, response, (fault?: unknown) => {
      const isUnread = request.body === undefined && hasBody(request) && !request.socket.readable;
      next(
        fault ?? (isUnread ? new Problem('bad-request', 'The connection ended before the body was read.') : undefined),
      );
    });
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function tooMuch(fault: string): Problem {
  return new Problem('too-large', `The body ${fault}.`, { errors: [{ pointer: '', detail: fault }] });
}

const NOT_UTF_8 = { errors: [{ pointer: '', detail: 'is not in UTF-8' }] };

/** Undefined if the bytes are not UTF-8. */
export function textIn(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function asking(...types: string[]): RequestHandler {
  return (request, _response, next) => {
    if (hasBody(request) && request.is(types) === false)
      throw new Problem('wrong-media-type', `This route takes ${types.join(' or ')}.`);
    next();
  };
}

/** The body, validated. @throws Problem with a pointer for each fault */
export function bodyAs<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const body: unknown = request.body;
  const parsed = schema.safeParse(body === undefined ? {} : withLineFeeds(body));
  if (parsed.success) return parsed.data;
  throw malformed(parsed.error.issues.flatMap(faultsOf));
}

export function malformed(errors: FaultPoint[]): Problem {
  return new Problem('malformed', `The body has faults: ${summary(errors)}`, { errors });
}

/** No body that a schema takes is nested deeper; what is deeper goes to the schema as it is. */
const MAX_DEPTH = 12;

/** Line ends as one system or another writes them, as line feeds. */
export function withLineFeeds(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n');
  if (typeof value !== 'object' || value === null || depth === MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((part) => withLineFeeds(part, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withLineFeeds(part, depth + 1)]));
}

/** The query, validated. An unknown parameter is a fault, since it would silently have no effect. */
export function queryAs<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const parsed = schema.safeParse({ ...request.query });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues
    .flatMap(faultsOf)
    .map(({ pointer = '', detail }) => ({ parameter: pointer.slice(1), detail }));
  throw new Problem('bad-request', `The query has faults: ${summary(errors)}`, { errors });
}

const SHOWN = 3;
const KEY_SHOWN = 100;

function summary(errors: FaultPoint[]): string {
  const lines = errors
    .slice(0, SHOWN)
    .map(({ pointer, parameter, detail }) => `${parameter ?? (pointer || 'the body')} ${detail}`);
  return `${lines.join('; ')}${errors.length > SHOWN ? `; and ${errors.length - SHOWN} more` : ''}.`;
}

export function faultsOf(issue: z.core.$ZodIssue): FaultPoint[] {
  const at = issue.path.map((part) => `/${escaped(String(part))}`).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: `${at}/${escaped(key)}`, detail: 'is not known here; leave it out' }));
  }
  return [{ pointer: at, detail: sentence(issue) }];
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.path.length > 0 && issue.message.endsWith('undefined')) return 'is missing';
      return `must be ${issue.path.length === 0 ? 'a JSON object' : (KINDS[issue.expected] ?? issue.expected)}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`;
    case 'invalid_union':
      return ofUnion(issue);
    case 'too_big':
      return `must ${issue.inclusive === false ? 'be below' : `${beOrHave(issue.origin)} at most`} ${measured(issue.maximum, issue.origin)}`;
    case 'too_small':
      return `must ${issue.inclusive === false ? 'be above' : `${beOrHave(issue.origin)} at least`} ${measured(issue.minimum, issue.origin)}`;
    default:
      return issue.message;
  }
}

const KINDS: Partial<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** If nothing tells the branches apart, report what the first one requires. */
function ofUnion(issue: z.core.$ZodIssueInvalidUnion): string {
  if ('options' in issue && Array.isArray(issue.options)) return `must be one of: ${issue.options.join(', ')}`;
  const first = issue.errors[0]?.[0];
  return first ? sentence(first) : issue.message;
}

function beOrHave(origin: string): string {
  return UNITS[origin] ? 'have' : 'be';
}

function measured(limit: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  if (!unit) return `${limit}`;
  return `${limit} ${Number(limit) === 1 ? unit.one : unit.many}`;
}

const UNITS: Partial<Record<string, { one: string; many: string }>> = {
  string: { one: 'character', many: 'characters' },
  array: { one: 'entry', many: 'entries' },
};

/** Escaped as a segment of a JSON Pointer (RFC 6901). */
export function escaped(key: string): string {
  return key.slice(0, KEY_SHOWN).replaceAll('~', '~0').replaceAll('/', '~1');
}
