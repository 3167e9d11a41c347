import { Ajv2020 } from 'ajv/dist/2020';
import type { ValidateFunction } from 'ajv';
import type { Express, Response } from 'express';
import { openApi } from '../../src/contract/openapi';

/**
 * Compares every successful answer of the API with its OpenAPI description, both ways: every answered field is described, and every
 * required field is answered. @returns a set that collects the differences
 */
export function describedOnly(app: Express): Set<string> {
  const found = new Set<string>();
  const { json, send } = app.response;
  app.response.json = function (this: Response, body: unknown) {
    const { req, statusCode } = this;
    const path = req.originalUrl.split('?')[0]!;
    for (const difference of differences(req.method.toLowerCase(), path, statusCode, body)) found.add(difference);
    return json.call(this, body);
  };
  app.response.send = function (this: Response, body: unknown) {
    const { req, statusCode } = this;
    const problem = String(this.get('Content-Type')).startsWith('application/problem+json');
    const path = req.originalUrl.split('?')[0]!;
    const undescribed = problem && undescribedProblem(req.method.toLowerCase(), path, statusCode, String(body));
    if (undescribed) found.add(undescribed);
    return send.call(this, body);
  };
  return found;
}

interface Operation {
  responses: Partial<Record<string, { description?: string; content?: Partial<Record<string, object>> }>>;
}

const DESCRIPTION = JSON.parse(JSON.stringify(openApi())) as { paths: Record<string, Record<string, Operation>> };
const JSON_TYPE = 'application/json';

/** What is used so rarely is not worth the time that its making shorter takes. */
const QUICKLY = { optimize: false };
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, code: QUICKLY });
ajv.addSchema({ ...DESCRIPTION, $id: 'api' });
const PATHS = Object.keys(DESCRIPTION.paths).map((path) => ({ path, pattern: patternOf(path) }));
/** Compiled once for each answer: that takes longer than a request. */
const validators = new Map<string, ValidateFunction>();

function differences(method: string, asked: string, status: number, body: unknown): string[] {
  const path = pathOf(asked);
  const operation = path ? DESCRIPTION.paths[path]?.[method] : undefined;
  const answer = operation?.responses[status];
  if (!path || !answer?.content?.[JSON_TYPE]) return [];
  const schema = ['paths', path, method, 'responses', `${status}`, 'content', JSON_TYPE, 'schema'];
  const $ref = `api#/${schema.map(escaped).join('/')}`;
  const validate = validators.get($ref) ?? ajv.compile({ $ref });
  validators.set($ref, validate);
  validate(JSON.parse(JSON.stringify(body)));
  return (validate.errors ?? []).map(
    ({ instancePath, message = '', params }) =>
      `${method} ${path}: ${instancePath.replace(/\/\d+/g, '/*')} ${message} ${JSON.stringify(params)}`,
  );
}

/** A problem that the description of its operation does not name. Where there is no such operation, there is nothing to hold it against. */
function undescribedProblem(method: string, asked: string, status: number, body: string): string | undefined {
  const path = pathOf(asked);
  const operation = path ? DESCRIPTION.paths[path]?.[method] : undefined;
  const code = (JSON.parse(body) as { type: string }).type.replace('/problems/', '');
  if (!operation || operation.responses[status]?.description?.includes(`\`${code}\``)) return undefined;
  return `${method} ${path}: ${status} ${code}`;
}

function pathOf(asked: string): string | undefined {
  return PATHS.find(({ pattern }) => pattern.test(asked))?.path;
}

/** The description lists a path without parameters before one with parameters that would also match it. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
