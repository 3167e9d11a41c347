import schema from '@seriousme/openapi-schema-validator/schemas/v3.1/schema.json';
import { Ajv2020 } from 'ajv/dist/2020';
import { openApi } from '../../src/contract/openapi';
import { PROBLEM_CODES } from '../../src/contract/problems';
import { PERSON_COMMANDS, personCommands, SYSTEM_COMMANDS, type PersonCommand } from '../../src/domain/commands';
import type { CommandRule } from '../../src/domain/rule';
import { GOOD_MESSAGES } from './good-messages';

type Json = Record<string, unknown>;

const description = JSON.parse(JSON.stringify(openApi())) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
};

interface Operation {
  summary: string;
  description?: string;
  operationId?: string;
  security?: unknown[];
  parameters?: { name: string; in: string; description?: string; schema: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, Answer>;
}

interface Answer {
  description: string;
  headers?: Json;
  content?: Record<string, { schema: Json }>;
}

const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);
const command = (name: string) => description.paths[`/api/incidents/{id}/${name}`]!.post!;

/** What is used once is not worth the time that its making shorter takes. */
const QUICKLY = { optimize: false };

test('the description is OpenAPI 3.1', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false, code: QUICKLY }).compile(schema);
  validate(description);
  expect(validate.errors ?? []).toEqual([]);
});

test('each schema in it is JSON Schema, and takes its own examples', () => {
  const ajv = besideTheDescription();
  const inUse = operations.flatMap(({ operation }) => schemasOf(operation));
  const schemas = onceEach([...Object.values(description.components.schemas), ...inUse]).map(inPlace);
  for (const one of schemas) ajv.compile(one);
  const faults = onceEach(schemas.flatMap(examplesIn)).filter(
    ({ schema: part, example }) => !ajv.validate(part, example),
  );
  expect(faults).toEqual([]);
});

test('every pattern means the same with and without the flag u, as generators read it either way', () => {
  const patterns = [
    ...new Set(
      [...JSON.stringify(description).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
        ([, one = '']) => JSON.parse(one) as string,
      ),
    ),
  ];
  expect(patterns.length).toBeGreaterThan(5);
  const texts = [
    'a',
    ' ',
    '',
    'a\nb',
    'a\tb',
    'a\r\n',
    'a\0',
    '\u{1f514}',
    '\u{1f514}'.repeat(200),
    '\u{1f514}'.repeat(201),
    'x'.repeat(4_001),
    'u{20}',
    '\u0645',
    'a\u0085',
    'a\u2028b',
    '\ud800',
    'a\udc00b',
    'INC-2026-0001',
    '2026-11-23T09:20:00Z',
  ];
  for (const pattern of patterns) {
    expect(pattern).not.toMatch(/\\u\{|\\p\{/);
    const [plain, unicode] = [new RegExp(pattern), new RegExp(pattern, 'u')];
    expect([pattern, texts.map((one) => plain.test(one))]).toEqual([pattern, texts.map((one) => unicode.test(one))]);
  }
});

/** Words to withhold come as words; the API passes their seal on, and opens it again. */
function asPeopleSayIt(name: PersonCommand, said: Json): Json {
  const { seal: _seal, ...unsealed } = said;
  if (name === 'withhold') return { ...unsealed, words: [{ lang: 'en', text: 'The account svc-1.' }] };
  const { words: _words, ...wordless } = said;
  return name === 'release-withheld' ? wordless : said;
}

test('what zod takes from people, the description takes too', () => {
  const ajv = besideTheDescription();
  for (const name of PERSON_COMMANDS) {
    const validate = ajv.compile(inPlace(command(name).requestBody!.content['application/json']!.schema));
    for (const message of GOOD_MESSAGES[name]) {
      const { by: _by, door: _door, roles: _roles, key: _key, bodyHash: _hash, ...said } = message as Json;
      const body = asPeopleSayIt(name, said);
      expect([name, body, validate(body)]).toEqual([name, body, true]);
      expect(validate({ ...body, 'not-known': 1 })).toBe(false);
    }
  }
});

test('every command of people is in it with its words, roles and doors, and none of the system’s', () => {
  for (const name of PERSON_COMMANDS) {
    const { description: words, roles, doors } = personCommands[name] as CommandRule<never>;
    expect(command(name)).toMatchObject({ summary: words, operationId: name, 'x-roles': roles, 'x-doors': doors });
    expect(command(name).description).toContain((roles as string[]).join(', '));
  }
  for (const name of SYSTEM_COMMANDS) expect(JSON.stringify(description)).not.toContain(name);
});

test('every operation has an id of its own that a program can have as a name, and says what it answers', () => {
  const ids = operations.map(({ operation }) => operation.operationId ?? '');
  expect(ids.filter((id) => !/^[a-z][a-zA-Z0-9-]*$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(
    expect.arrayContaining(['getIncidents', 'getIncidentsByIdTimeline', 'postPeopleByIdKeys', 'close']),
  );
  for (const { name, operation } of operations)
    for (const [status, { content }] of Object.entries(operation.responses).filter(([one]) => one !== '204'))
      expect([name, status, Object.keys(content ?? {})]).not.toEqual([name, status, []]);
});

test('a command names only the problems that it can give', () => {
  const said = (name: string) =>
    Object.values(command(name).responses)
      .map((one) => one.description)
      .join(' ');
  expect(said('close')).toContain('`still-open`');
  expect(said('release-notice')).toContain('`stale-text`');
  for (const code of [
    'unknown-notice',
    'stale-text',
    'second-person',
    'not-a-confirmation',
    'unknown-alert',
    'too-much',
  ])
    expect(said('close')).not.toContain(`\`${code}\``);
  for (const name of PERSON_COMMANDS) expect(said(name)).not.toMatch(/`wrong-door`|`unknown-command`/);
});

test('it says in words how to sign in, and what a door is', () => {
  const { info, components } = openApi() as unknown as { info: { description: string }; components: Json };
  expect(info.description).toMatch(/Authorization: Bearer <key>/);
  expect(info.description).toMatch(/`signal`/);
  expect(JSON.stringify(components)).toContain('/api/people/{id}/keys');
});

test('the API alone may leave out when it was declared', () => {
  const { schema: body } = command('declare').requestBody!.content['application/json']!;
  expect(body.required).toEqual(['basis', 'facts', 'awareAt', 'gdpr']);
});

/** What only one answer holds is kept nowhere, so that it takes no key either. */
const SHOW_A_SECRET = [
  ...['postPeopleByIdKeys', 'postDetectionSources', 'postDetectionSourcesByIdRotate'],
  'putCustomersByIdContactsByContactWebhook',
  'postScimClients',
];

test('every signed-in operation says what is refused, by code, and which headers it heeds', () => {
  for (const { name, operation } of operations.filter(({ operation: { security } }) => !security)) {
    const { responses, parameters = [] } = operation;
    expect([name, Object.keys(responses)]).toEqual([name, expect.arrayContaining(['401', '500', '503'])]);
    const failures = Object.entries(responses).filter(([status]) => status >= '400');
    for (const [, failure] of failures) expect(failure.content).toHaveProperty(['application/problem+json']);
    // What a new key is stands in its answer alone, so it is never answered again.
    const isOnce = SHOW_A_SECRET.includes(operation.operationId ?? '');
    const writes = operation.requestBody !== undefined && !name.startsWith('PATCH') && !isOnce;
    expect([name, parameters.some((one) => one.name === 'Idempotency-Key')]).toEqual([name, writes]);
  }
  for (const name of PERSON_COMMANDS)
    expect(command(name).parameters!.map((one) => one.name)).toEqual(['id', 'Idempotency-Key', 'Prefer']);
});

test('headers that a program waits for stand beside the answers that have them', () => {
  for (const { name, operation } of operations) {
    const { responses, parameters = [] } = operation;
    const headers = (status: string) => Object.keys(responses[status]?.headers ?? {});
    expect([name, headers('405')]).toEqual([name, ['Allow']]);
    if (responses['401']) expect([name, headers('401')]).toEqual([name, ['WWW-Authenticate']]);
    for (const status of ['429', '503'])
      if (responses[status]?.content?.['application/problem+json'])
        expect([name, headers(status)]).toEqual([name, ['Retry-After']]);
    if (!parameters.some((one) => one.name === 'Idempotency-Key')) continue;
    expect([name, responses['400']?.description]).toEqual([name, expect.stringContaining('`bad-request`')]);
    for (const status of Object.keys(responses).filter((one) => one < '300'))
      expect([name, headers(status)]).toEqual([name, expect.arrayContaining(['Idempotent-Replayed'])]);
  }
});

test('a list is read page by page, and how many at once is a number', () => {
  const lists = operations.filter(({ operation }) => operation.responses['400']?.description.includes('bad-cursor'));
  expect(lists.length).toBeGreaterThan(4);
  for (const { name, operation } of lists) {
    const limit = operation.parameters?.find((one) => one.name === 'limit');
    expect([name, limit?.schema]).toEqual([name, expect.objectContaining({ type: 'integer', maximum: 200 })]);
    expect(limit?.schema).not.toHaveProperty('pattern');
  }
});

test('every problem is named by some operation', () => {
  const said = new Set(
    operations.flatMap(({ operation }) =>
      Object.values(operation.responses).flatMap((one) =>
        [...one.description.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code),
      ),
    ),
  );
  const ofTemporal = ['wrong-door', 'unsealed', 'unknown-command'];
  const notByRoute = [...ofTemporal, 'headers-too-large', 'too-slow', 'expectation-failed'];
  expect(PROBLEM_CODES.filter((code) => !said.has(code) && !notByRoute.includes(code))).toEqual([]);
});

function schemasOf({ requestBody, responses }: Operation): Json[] {
  const contents = [requestBody?.content, ...Object.values(responses).map((one) => one.content)];
  return contents.flatMap((content) => Object.values(content ?? {}).map((one) => one.schema));
}

/** Most answers refer to the same problem. */
function onceEach<T extends object>(all: T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** The components of the description are compiled once, by whoever refers to them first. */
function besideTheDescription(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, code: QUICKLY });
  ajv.addSchema({ ...description, $id: 'api' });
  return ajv;
}

/** A schema that stands outside the description, and refers to its components there. */
function inPlace(one: Json): Json {
  return JSON.parse(JSON.stringify(one).replaceAll('"#/components/', '"api#/components/')) as Json;
}

function examplesIn(one: Json): { schema: Json; example: unknown }[] {
  const found: { schema: Json; example: unknown }[] = [];
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { examples } = part as Json;
    if (Array.isArray(examples)) found.push(...examples.map((example: unknown) => ({ schema: part as Json, example })));
    Object.values(part).forEach(walk);
  };
  walk(one);
  return found;
}

test('each operation that wants a key names what an unknown parameter is answered with', () => {
  const { paths } = JSON.parse(JSON.stringify(openApi())) as {
    paths: Record<string, Record<string, { responses: Record<string, { description?: string }> }>>;
  };
  const silent = Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ at: `${method} ${path}`, one })))
    .filter(({ one: { responses } }) => responses['401'] && !responses['400']?.description?.includes('`bad-request`'));
  expect(silent.map(({ at }) => at)).toEqual([]);
});
