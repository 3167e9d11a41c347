import type { RequestHandler } from 'express';
import { openApi } from '../../contract/openapi';
import { isProblemCode, PROBLEMS } from '../../contract/problems';
import { html, prefersPage, sendPage } from '../http/page';
import { Problem } from '../http/problem';
import { escapeHtml } from '../../primitives/html';

type Description = ReturnType<typeof openApi>;
type Json = Record<string, unknown>;

export const showDescription: RequestHandler = (_request, response) => {
  response.json(openApi());
};

/** The API description as one page without scripts or external resources. */
export const docsPage: RequestHandler = (_request, response) => {
  sendPage(response, (page ??= pageOf(openApi())));
};

/** Made when it is first asked for: no start waits for it. */
let page: string | undefined;

function pageOf(description: Description): string {
  return html(`${description.info.title} API`, contents(description));
}

export const problemPage: RequestHandler = (request, response) => {
  const { code } = request.params;
  if (typeof code !== 'string' || !isProblemCode(code))
    throw new Problem('not-found', 'There is no problem of this name.');
  const { status, title, now } = PROBLEMS[code];
  if (!prefersPage(request, response)) {
    response.json({ type: `/problems/${code}`, title, status, now });
    return;
  }
  sendPage(
    response,
    html(
      title,
      `<h1>${escapeHtml(title)}</h1><p><code>${escapeHtml(code)}</code>, status ${status}</p><p>${inline(now)}</p>`,
    ),
  );
};

function contents({ info, tags = [], paths = {}, components }: Description): string {
  const schemas = (components?.schemas ?? {}) as Record<string, Json>;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Json>).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = tags.map(({ name, description = '' }) => {
    const own = operations.filter(({ operation }) => (operation.tags as string[]).includes(name));
    const list = own.map(({ path, method, operation }) => section(method, path, operation, schemas)).join('');
    return `<h2>${escapeHtml(name)}</h2><p>${inline(description)}</p>${list}`;
  });
  const words = (info.description ?? '').split('\n\n').map((words) => `<p>${inline(words)}</p>`);
  const intro = `${words.join('')}<p>The same for programs: <a href="/api/openapi.json">openapi.json</a>.</p>`;
  const problems = `<h2>Problems</h2><p>Every "no" has these fields.</p>${fields(schemas.Problem ?? {}, schemas)}`;
  return `<h1>${escapeHtml(info.title)} API</h1>${intro}${problems}${sections.join('')}`;
}

function section(method: string, path: string, operation: Json, schemas: Record<string, Json>): string {
  const {
    summary = '',
    description = '',
    parameters = [],
    requestBody,
    responses = {},
  } = operation as {
    summary?: string;
    description?: string;
    parameters?: { name: string; in: string; description?: string; schema?: Json }[];
    requestBody?: { content: Record<string, { schema: Json }> };
    responses?: Record<string, Answer>;
  };
  const head = `<summary><code>${method.toUpperCase()} ${escapeHtml(path)}</code> ${inline(summary)}</summary>`;
  const rows = parameters.map((one) =>
    row(
      `<code>${escapeHtml(one.name)}</code>`,
      `${escapeHtml(one.in)}. ${inline(`${one.description ?? ''}${choiceOf(one.schema ?? {}, schemas)}`)}`,
    ),
  );
  const json = requestBody?.content['application/json']?.schema;
  const body = json
    ? `<h3>Body</h3><pre>${escapeHtml(JSON.stringify(exampleOf(json, schemas), null, 2))}</pre>${fields(json, schemas)}`
    : '';
  const answers = Object.entries(responses).map(([status, answer]) =>
    row(status, `${inline(answer.description)}${answerBody(answer, schemas)}`),
  );
  return `<details>${head}<p>${inline(description)}</p>${table(rows)}${body}<h3>Answers</h3>${table(answers)}</details>`;
}

interface Answer {
  description: string;
  content?: Record<string, { schema: Json }>;
}

/** Of a problem it says nothing: all have the same fields, which stand above. */
function answerBody({ content = {} }: Answer, schemas: Record<string, Json>): string {
  const types = Object.keys(content).filter((type) => type !== 'application/problem+json');
  if (types.length === 0) return '';
  const json = content['application/json']?.schema;
  return `<br><code>${types.join('</code>, <code>')}</code>${json ? fields(json, schemas) : ''}`;
}

function fields(schema: Json, schemas: Record<string, Json>): string {
  const { properties = {}, required = [] } = resolved(schema, schemas) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const rows = Object.entries(properties).map(([name, field]) => {
    const { description = '' } = resolved(field, schemas) as { description?: string };
    return row(
      `<code>${escapeHtml(name)}</code>${required.includes(name) ? '' : ' (optional)'}`,
      inline(`${description}${choiceOf(field, schemas)}`),
    );
  });
  return table(rows);
}

function choiceOf(schema: Json, schemas: Record<string, Json>): string {
  const { enum: values } = resolved(schema, schemas) as { enum?: string[] };
  return values ? ` One of: ${values.join(', ')}.` : '';
}

function exampleOf(given: Json, schemas: Record<string, Json>): unknown {
  const schema = resolved(given, schemas) as {
    examples?: unknown[];
    const?: unknown;
    enum?: unknown[];
    oneOf?: Json[];
    anyOf?: Json[];
    items?: Json;
    properties?: Record<string, Json>;
    type?: string;
  };
  if (schema.examples) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const branch = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (branch) return exampleOf(branch, schemas);
  if (schema.items) return [exampleOf(schema.items, schemas)];
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, field]) => [name, exampleOf(field, schemas)]),
    );
  return schema.type === 'boolean' ? true : schema.type === 'integer' ? 1 : '';
}

function resolved(schema: Json, schemas: Record<string, Json>): Json {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
  return (name === undefined ? undefined : schemas[name]) ?? schema;
}

function table(rows: string[]): string {
  return rows.length > 0 ? `<table>${rows.join('')}</table>` : '';
}

function row(left: string, right: string): string {
  return `<tr><td>${left}</td><td>${right}</td></tr>`;
}

function inline(words: string): string {
  return escapeHtml(words).replace(/`([^`]+)`/g, '<code>$1</code>');
}
