import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { problem, PROBLEMS, type ProblemCode } from './problems';

export type Operation = ZodOpenApiOperationObject;

export function operation(
  tag: string,
  summary: string,
  responses: ZodOpenApiResponsesObject,
  more: Partial<Operation> = {},
): Operation {
  return { tags: [tag], summary, ...more, responses };
}

export function answers(
  status: number,
  description: string,
  schema: z.ZodType,
  codes: ProblemCode[],
  headers?: z.ZodObject,
): ZodOpenApiResponsesObject {
  return { [`${status}`]: { ...success(description, schema), ...(headers && { headers }) }, ...failures(codes) };
}

export function success(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema } } };
}

/** Every signed-in route may say these, whatever else it says. */
export function failures(codes: ProblemCode[]): ZodOpenApiResponsesObject {
  const all = [...new Set<ProblemCode>([...codes, 'not-signed-in', 'too-many-attempts', 'unavailable', 'fault'])];
  const statuses = [
    ...new Set([...all.map((code) => PROBLEMS[code].status), ...(all.includes('missing') ? [422] : [])]),
  ].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const said = all.filter((code) => PROBLEMS[code].status === status || (status === 422 && code === 'missing'));
      return [
        `${status}`,
        {
          description: said.map((code) => `\`${code}\``).join(', '),
          content: { 'application/problem+json': { schema: problem } },
        },
      ];
    }),
  );
}

export function body(schema: z.ZodType): Pick<Operation, 'requestBody'> {
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

export function bodyOrCsv(schema: z.ZodType, columns: readonly string[]): Pick<Operation, 'requestBody'> {
  const csv = z.string().meta({ description: `Heading: ${columns.join(',')}` });
  return { requestBody: { required: true, content: { 'application/json': { schema }, 'text/csv': { schema: csv } } } };
}

export function locationOf(what: string): z.ZodObject {
  return z.object({ Location: z.string().meta({ description: `The ${what}.` }) });
}

export function listOf(schema: z.ZodType): z.ZodObject {
  return z.object({ asOf: z.string(), items: z.array(schema), next: z.string().optional() });
}
