import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { problem, PROBLEMS, type ProblemCode } from './problems';

export type Operation = ZodOpenApiOperationObject;

/** What may be wrong with a body. */
export const BODY: ProblemCode[] = ['bad-json', 'malformed', 'too-large', 'wrong-media-type'];

/** What takes an Idempotency-Key. */
export const WRITING: ProblemCode[] = [...BODY, 'bad-request', 'key-in-flight', 'key-reused', 'clock'];

export const onceHeader = z.object({
  'Idempotency-Key': z.string().min(1).max(255).optional().meta({
    description:
      'Any text of your own, new for each thing you want done. Repeated with the same body, it is done once, and what was done is answered again; a refusal is judged again.',
  }),
});

export function operation(
  tag: string,
  summary: string,
  responses: ZodOpenApiResponsesObject,
  more: Partial<Operation> = {},
): Operation {
  return { tags: [tag], summary, ...more, responses };
}

/** Every operation with an id: its own or, for generators of clients, one of its method and path, such as `getIncidentsByIdTimeline`. */
export function identified(paths: ZodOpenApiPathsObject): ZodOpenApiPathsObject {
  return Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods as Record<string, Operation>).map(([method, one]) => [
          method,
          { ...one, operationId: one.operationId ?? idOf(method, path) },
        ]),
      ),
    ]),
  );
}

function idOf(method: string, path: string): string {
  const parts = path
    .replace(/^\/api\/(?=.)/, '/')
    .split(/[/.]/)
    .filter(Boolean)
    .map((part) => part.replace(/^\{(\w+)\}$/, 'by-$1'));
  const words = parts.flatMap((part) => part.split('-')).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${method}${words.join('') || 'Root'}`;
}

export function answers(
  status: number,
  description: string,
  schema: z.ZodType,
  codes: ProblemCode[],
  headers?: z.ZodObject,
): ZodOpenApiResponsesObject {
  return { [`${status}`]: success(description, schema, headers), ...failures(codes) };
}

export function success(description: string, schema: z.ZodType, headers?: z.ZodObject) {
  return { description, ...(headers && { headers }), content: { 'application/json': { schema } } };
}

/** Every signed-in route may say these, whatever else it says: a person without any role is permitted nothing. */
export function failures(codes: ProblemCode[]): ZodOpenApiResponsesObject {
  return refusals([...codes, 'not-signed-in', 'csrf', 'not-permitted', 'too-many-attempts', 'unavailable', 'fault']);
}

/** Every address knows its methods, its names and its own pages. */
export function refusals(codes: ProblemCode[]): ZodOpenApiResponsesObject {
  const all = [...new Set<ProblemCode>([...codes, 'wrong-method', 'wrong-host', 'foreign-page'])];
  const statuses = [
    ...new Set([...all.map((code) => PROBLEMS[code].status), ...(all.includes('missing') ? [422] : [])]),
  ].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const said = all.filter((code) => PROBLEMS[code].status === status || (status === 422 && code === 'missing'));
      const headers = headersOf(status, said);
      return [
        `${status}`,
        {
          description: said.map((code) => `\`${code}\``).join(', '),
          ...(headers && { headers }),
          content: { 'application/problem+json': { schema: problem } },
        },
      ];
    }),
  );
}

/** A browser is sent on. */
export function onwardTo(description: string): ZodOpenApiResponsesObject {
  const headers = z.object({ Location: z.string() });
  return { 303: { description, headers, content: { 'text/html': { schema: z.string() } } } };
}

const retryAfter = z.int().meta({ description: 'Seconds to wait.', examples: [5] });

function headersOf(status: number, said: ProblemCode[]): z.ZodObject | undefined {
  if (status === 401) return z.object({ 'WWW-Authenticate': z.string().meta({ examples: ['Bearer realm="tocsin"'] }) });
  if (status === 405) return z.object({ Allow: z.string().meta({ description: 'The methods that there are.' }) });
  if (status === 429 || status === 503) return z.object({ 'Retry-After': retryAfter });
  return said.includes('key-in-flight') ? z.object({ 'Retry-After': retryAfter.optional() }) : undefined;
}

export function body(schema: z.ZodType): Pick<Operation, 'requestBody'> {
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

export function bodyOrCsv(schema: z.ZodType, columns: readonly string[]): Pick<Operation, 'requestBody'> {
  const csv = z.string().meta({ description: `Heading: ${columns.join(',')}` });
  return { requestBody: { required: true, content: { 'application/json': { schema }, 'text/csv': { schema: csv } } } };
}

/** Of what is done once for each idempotency key. */
export const replayed = z.object({
  'Idempotent-Replayed': z
    .literal('true')
    .optional()
    .meta({ description: 'It was done before under this key, and is answered again.' }),
});

export function locationOf(what: string): z.ZodObject {
  return replayed.extend({ Location: z.string().meta({ description: `The ${what}.` }) });
}

export function listOf(schema: z.ZodType): z.ZodObject {
  return z.object({ asOf: z.string(), items: z.array(schema), next: z.string().optional() });
}
