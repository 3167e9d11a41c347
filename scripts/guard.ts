import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone';
import ts from 'typescript';
import { z } from 'zod';
import { payloads } from '../src/contract/commands';
import { ENVELOPE_FIELDS, personEnvelope, systemEnvelope } from '../src/contract/messages';
import { PATTERN_WORDS } from '../src/contract/words';
import { exercisePayloads } from '../src/contract/exercise/exercises';
import { postMortemPayloads } from '../src/contract/post-mortem/post-mortem';
import { PERSON_COMMANDS, SYSTEM_COMMANDS } from '../src/domain/commands';
import { EXERCISE_COMMANDS, EXERCISE_SYSTEM_COMMANDS } from '../src/domain/exercise/commands';
import { POST_MORTEM_COMMANDS } from '../src/domain/post-mortem/commands';

/*
 * Writes src/workflows/guard.generated.js: the shapes of all messages as plain functions, from the same zod schemas that the API
 * parses with. zod itself would cost each cached workflow half a megabyte. The envelope is checked by one function for all, and each
 * payload's function lets the envelope's fields pass: written out for each command it would be three times the code.
 */

type Json = Record<string, unknown>;

/** The text of the guard: the same from the same schemas, to the byte. */
export function guardCode(): string {
  const definitions: Json = {};
  const schemas = shapes(definitions);
  const ajv = new Ajv({
    schemas: [{ $id: 'guard', definitions: { ...definitions, ...schemas } }],
    code: { source: true, optimize: 2, lines: true },
    discriminator: true,
    messages: false,
    strictTypes: false,
    inlineRefs: false,
  });
  const names = Object.keys(schemas).map((name): [string, string] => [name, exportOf(name)]);
  const code = [
    '// Made by scripts/guard.ts from src/contract; never edited.',
    standaloneCode(ajv, Object.fromEntries(names.map(([name, made]) => [made, `guard#/definitions/${name}`]))),
    `const validators = { ${names.map(([name, made]) => `'${name}': exports.${made}`).join(', ')} };`,
    `const tables = ${JSON.stringify(tables(schemas), null, 1)};`,
    sentences(),
    'exports.guard = (name, message) => verdictOf(name, message, validators, tables);',
    '',
  ].join('\n');
  if (/\brequire\(|\beval\(|new Function/.test(code))
    throw new Error('The guard must stand alone, and this one does not.');
  return code;
}

const declaration = `// Made by scripts/guard.ts; never edited.
export type Verdict = { ok: true } | { ok: false; why: string; pointer: string };

/**
 * Whether a message has the shape of the command called \`name\`. Never throws. \`why\` is a sentence that names the field and what is
 * expected; \`pointer\` is a JSON pointer into the message.
 */
export declare function guard(name: string, message: unknown): Verdict;
`;

/** The hand-written half, without its types. */
function sentences(): string {
  const path = join(__dirname, 'verdict.ts');
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, removeComments: true };
  return ts
    .transpileModule(readFileSync(path, 'utf8'), { compilerOptions: options })
    .outputText.replace(/^export /gm, '');
}

function shapes(definitions: Json): Record<string, Json> {
  const envelopeFields = Object.fromEntries(ENVELOPE_FIELDS.map((field) => [field, {}]));
  const open = Object.entries({ ...payloads, ...postMortemPayloads, ...exercisePayloads }).map(
    ([name, schema]): [string, Json] => {
      const shape = jsonSchema(schema, definitions);
      return [name, { ...shape, properties: { ...(shape.properties as Json), ...envelopeFields } }];
    },
  );
  return {
    personEnvelope: jsonSchema(personEnvelope, definitions),
    systemEnvelope: jsonSchema(systemEnvelope, definitions),
    ...Object.fromEntries(open),
  };
}

function jsonSchema(schema: z.ZodType, definitions: Json): Json {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      if (def.type === 'union' && 'discriminator' in def) {
        Object.assign(jsonSchema, {
          type: 'object',
          required: [def.discriminator],
          discriminator: { propertyName: def.discriminator },
        });
      }
      for (const forReaders of ['description', 'examples', 'maxLength', 'format'])
        Reflect.deleteProperty(jsonSchema, forReaders);
    },
  });
  delete made.$schema;
  return shared(made, definitions);
}

/** Puts each text and each enumeration into one function for all who use it. */
function shared(schema: Json, definitions: Json): Json {
  if (schema.type === 'string' && ('pattern' in schema || 'enum' in schema)) {
    const key = createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 12);
    definitions[key] = schema;
    return { $ref: `#/definitions/${key}` };
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, sharedValue(value, definitions)]));
}

function sharedValue(value: unknown, definitions: Json): unknown {
  if (Array.isArray(value)) return value.map((entry) => sharedValue(entry, definitions));
  return typeof value === 'object' && value !== null ? shared(value as Json, definitions) : value;
}

/** What the sentences need and Ajv's errors do not carry. */
function tables(schemas: Record<string, Json>) {
  return {
    doors: {
      ...Object.fromEntries(
        [...PERSON_COMMANDS, ...POST_MORTEM_COMMANDS, ...EXERCISE_COMMANDS].map((name) => [name, 'personEnvelope']),
      ),
      'incident-told': 'systemEnvelope',
      ...Object.fromEntries([...SYSTEM_COMMANDS, ...EXERCISE_SYSTEM_COMMANDS].map((name) => [name, 'systemEnvelope'])),
    },
    patterns: Object.fromEntries(PATTERN_WORDS),
    tags: Object.fromEntries(Object.entries(schemas).flatMap(([name, schema]) => tagsOf(schema, `${name} #`))),
  };
}

/** The values each union tells its members by, under command and place in the schema. */
function tagsOf(schema: Json, place: string): [string, string[]][] {
  const own: [string, string[]][] = isUnion(schema)
    ? [
        [
          `${place}/discriminator`,
          schema.oneOf.map((member) => String(member.properties[schema.discriminator.propertyName]?.const)),
        ],
      ]
    : [];
  const inner = Object.entries(schema).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? tagsOf(value as Json, `${place}/${key}`) : [],
  );
  return [...own, ...inner];
}

interface Union {
  discriminator: { propertyName: string };
  oneOf: { properties: Record<string, { const?: unknown }> }[];
}

function isUnion(schema: unknown): schema is Union {
  return typeof schema === 'object' && schema !== null && 'discriminator' in schema && 'oneOf' in schema;
}

function exportOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

if (require.main === module) {
  const workflows = join(__dirname, '..', 'src', 'workflows');
  writeFileSync(join(workflows, 'guard.generated.js'), guardCode());
  writeFileSync(join(workflows, 'guard.generated.d.ts'), declaration);
}
