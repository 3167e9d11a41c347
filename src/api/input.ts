import express, { type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import { Problem, type FaultPoint } from './problem';

const JSON_LIMIT = '1mb';

/** Reads a body of JSON; a request without a body is an empty object. */
export const jsonBody: RequestHandler[] = [
  asking('application/json'),
  express.json({ limit: JSON_LIMIT, type: 'application/json' }),
];

export function asking(...types: string[]): RequestHandler {
  return (request, _response, next) => {
    const hasBody = request.get('content-length') !== '0';
    // `is` answers null where there is no body at all.
    if (hasBody && request.is(types) === false)
      throw new Problem('wrong-media-type', `This route takes ${types.join(' or ')}.`);
    next();
  };
}

/** The body, if it has the shape. @throws Problem with a pointer for each fault */
export function bodyAs<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const body: unknown = request.body ?? {};
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(faultsOf);
  throw new Problem('malformed', `The body has faults: ${summary(errors)}`, { errors });
}

/** The query, if it has the shape; a parameter that is not known is a fault, for it would be silently without effect. */
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
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.endsWith('undefined'))
    return 'is missing';
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options))
    return `must be one of: ${issue.options.join(', ')}`;
  return issue.message;
}

function escaped(key: string): string {
  return key.slice(0, KEY_SHOWN).replaceAll('~', '~0').replaceAll('/', '~1');
}
