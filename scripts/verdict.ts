/** Whether a message has the shape it must have. `pointer` is a JSON pointer into the message. */
export type Verdict = { ok: true } | { ok: false; why: string; pointer: string };

/** The part of Ajv's error that the sentences are made of. */
interface Fault {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  params: Record<string, unknown>;
}

export interface Validator {
  (message: unknown): boolean;
  errors?: readonly Fault[] | null;
}

export interface Tables {
  /** Which envelope a command's message has. */
  doors: Record<string, 'personEnvelope' | 'systemEnvelope'>;
  /** What a pattern asks for, by its source. */
  patterns: Record<string, string>;
  /** The values a union tells its members by, by command and place in the schema. */
  tags: Record<string, string[]>;
}

/** Checks envelope and payload. scripts/guard.ts puts this text into the guard, so it must not import anything. */
export function verdictOf(
  name: string,
  message: unknown,
  validators: Record<string, Validator>,
  tables: Tables,
): Verdict {
  const door = Object.hasOwn(tables.doors, name) ? tables.doors[name] : undefined;
  if (!door) return { ok: false, why: `There is no command ${name.slice(0, 100)}.`, pointer: '' };
  for (const part of [door, name]) {
    const validate = validators[part];
    if (!validate?.(message)) return refusalOf(validate?.errors?.[0], name, tables);
  }
  return { ok: true };
}

function refusalOf(fault: Fault | undefined, name: string, tables: Tables): Verdict {
  if (!fault) return { ok: false, why: 'The message has not the shape it must have.', pointer: '' };
  const { missingProperty, additionalProperty, tag } = fault.params;
  const inside = missingProperty ?? additionalProperty ?? (fault.keyword === 'discriminator' ? tag : undefined);
  const pointer =
    typeof inside === 'string' ? `${fault.instancePath}/${escaped(inside.slice(0, 100))}` : fault.instancePath;
  const field = pointer.slice(1).replaceAll('/', '.') || 'The message';
  return { ok: false, why: `${field} ${expectation(fault, name, tables)}.`, pointer };
}

function expectation({ keyword, params, schemaPath }: Fault, name: string, tables: Tables): string {
  const limit = String(params.limit);
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not known here; leave it out';
    case 'type':
      return `must be ${article(String(params.type))}`;
    case 'pattern':
      return `must be ${tables.patterns[String(params.pattern)] ?? `like ${String(params.pattern)}`}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'enum':
      return `must be one of: ${list(params.allowedValues)}`;
    case 'discriminator':
      return `must be one of: ${list(tables.tags[`${name} ${schemaPath}`])}`;
    case 'minItems':
      return `must have at least ${limit} entries`;
    case 'maxItems':
      return `must have at most ${limit} entries`;
    case 'minimum':
      return `must be ${limit} or more`;
    case 'maximum':
      return `must be ${limit} or less`;
    default:
      return 'has not the shape it must have';
  }
}

function article(type: string): string {
  if (type === 'integer') return 'a whole number';
  return type === 'object' || type === 'array' ? `an ${type}` : `a ${type}`;
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : '';
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
