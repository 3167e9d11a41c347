import { Ajv2020 } from 'ajv/dist/2020';
import type { Express, Response } from 'express';
import { openApi } from '../../src/contract/openapi';

/**
 * Compares every successful answer of the API with its OpenAPI description, both ways: every answered field is described, and every
 * required field is answered. @returns a set that collects the differences
 */
export function describedOnly(app: Express): Set<string> {
  const differing = differences();
  const found = new Set<string>();
  const { json } = app.response;
  app.response.json = function (this: Response, body: unknown) {
    const { req, statusCode } = this;
    const path = req.originalUrl.split('?')[0]!;
    for (const difference of differing(req.method.toLowerCase(), path, statusCode, body)) found.add(difference);
    return json.call(this, body);
  };
  return found;
}

interface Operation {
  responses: Partial<Record<string, { content?: Partial<Record<string, object>> }>>;
}

const JSON_TYPE = 'application/json';

function differences() {
  const description = JSON.parse(JSON.stringify(openApi())) as { paths: Record<string, Record<string, Operation>> };
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ ...description, $id: 'api' });
  const paths = Object.keys(description.paths).map((path) => ({ path, pattern: patternOf(path) }));
  return (method: string, asked: string, status: number, body: unknown): string[] => {
    const path = paths.find(({ pattern }) => pattern.test(asked))?.path;
    const operation = path ? description.paths[path]?.[method] : undefined;
    const answer = operation?.responses[status];
    if (!path || !answer?.content?.[JSON_TYPE]) return [];
    const schema = ['paths', path, method, 'responses', `${status}`, 'content', JSON_TYPE, 'schema'];
    ajv.validate({ $ref: `api#/${schema.map(escaped).join('/')}` }, JSON.parse(JSON.stringify(body)));
    return (ajv.errors ?? []).map(
      ({ instancePath, message = '', params }) =>
        `${method} ${path}: ${instancePath.replace(/\/\d+/g, '/*')} ${message} ${JSON.stringify(params)}`,
    );
  };
}

/** The description lists a path without parameters before one with parameters that would also match it. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
