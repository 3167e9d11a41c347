import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { CUSTOMER_FIELDS, type CustomerField } from '../../domain/scope/state';
import { SCOPE_ROWS_MAX } from '../commands';
import { refusalsOf } from '../command-problems';
import { answers, bodyOrCsv, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import { flag } from '../queries';
import { count, incidentId, line, recordId, sha256, text } from '../words';

/** A heading is a field's own name, or with a language behind it, as `nature.fr`; the words are what the customer reads. */
export const SCOPE_COLUMNS = ['customer', ...CUSTOMER_FIELDS] as const;

const WHAT: Record<CustomerField, string> = {
  data: 'Which data of theirs.',
  volume: 'How much of it.',
  exposure: 'For how long, to whom.',
  ...sheetFields(),
};

/** The fields of the fact sheet, where this customer reads something else than all. */
function sheetFields() {
  const own = ['data', 'volume', 'exposure'];
  const rest = CUSTOMER_FIELDS.filter((field) => !own.includes(field));
  return Object.fromEntries(rest.map((field) => [field, `Instead of what the fact sheet says of ${field}.`])) as Record<
    Exclude<CustomerField, 'data' | 'volume' | 'exposure'>,
    string
  >;
}

/** The column that a heading such as `Nature.FR` names, where it names a field and a language. */
export function languageColumn(heading: string): string | undefined {
  const [, name = '', language = ''] = /^([A-Za-z ]{1,40})\.([A-Za-z]{2,3})$/.exec(heading.trim()) ?? [];
  const field = CUSTOMER_FIELDS.find((one) => one.toLowerCase() === name.replaceAll(' ', '').toLowerCase());
  return field && `${field}.${language.toLowerCase()}`;
}

const value = (field: CustomerField) => text(WHAT[field], 'Names and business addresses of contacts.');
const said = Object.fromEntries(CUSTOMER_FIELDS.map((field) => [field, value(field).optional()])) as Record<
  CustomerField,
  z.ZodOptional<z.ZodString>
>;
const takenBack = Object.fromEntries(CUSTOMER_FIELDS.map((field) => [field, inLanguages(field).optional()])) as Record<
  CustomerField,
  z.ZodOptional<ReturnType<typeof inLanguages>>
>;

/** Words without a language are English; figures read alike in all of them. */
function inLanguages(field: CustomerField) {
  const one = z.union([value(field), z.literal('')]);
  const languages = z.record(z.string().regex(/^[a-z]{2,3}$/u, 'must be a language, such as fr'), one);
  return z.union([one, languages]);
}

const customer = recordId("The customer's id.", 'customer-17');

/** One row of a CSV file; an empty cell says nothing. */
export const scopeCells = z
  .record(z.string(), z.string())
  .transform((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')))
  .pipe(z.object({ customer, ...said }).catchall(value('nature')));

export const scopeRow = z.strictObject({ customer, ...takenBack });

export const scopeBody = z
  .strictObject({
    file: line('A name for it.', 'affected.json').optional(),
    customers: z.array(scopeRow).min(1).max(SCOPE_ROWS_MAX).meta({
      description:
        'By field a text, or a text for each language as `{"en": …, "fr": …}`. An empty text takes back what was said of that customer before.',
    }),
  })
  .meta({ id: 'ScopeImport' });

export const scopeImportQuery = z.strictObject({
  dryRun: flag.default(false).meta({
    description: 'Check everything and say what it would come to, and add nothing.',
    override: { type: 'boolean', default: false },
  }),
  file: line('A name for the file, where it is CSV.', 'affected.csv').optional(),
});

const delta = {
  rows: count('Rows that name a customer.', 2),
  added: count('Customers who come into scope.', 2),
  unnamed: count('Customers in scope whom the file does not name; they stay.'),
  changed: count('Values that become others.', 2),
  same: count('Values that are so already.'),
};

export const scopeImported = z
  .object({
    file: z.string(),
    sha256: sha256('Of what was sent.'),
    ...delta,
    dryRun: z.boolean(),
    sequence: z.int().optional().meta({ description: 'Of the page by which the incident took it; none of a dry run.' }),
    effect: z.string().optional().meta({ description: 'Under `owed` of the incident until the register has done it.' }),
  })
  .meta({ id: 'ScopeImported' });

export function scopeImportPaths(): ZodOpenApiPathsObject {
  const lines = z
    .string()
    .meta({ description: 'One JSON object a line: each step with its rows, then the answer, or the problem.' });
  const done = answers(
    200,
    'Taken; the register adds them at once.',
    scopeImported,
    [
      ...WRITING,
      ...refusalsOf('import-scope'),
      ...(['bad-rows', 'unknown-incident', 'erased', 'crowded', 'outcome-unknown'] as const),
    ],
    replayed,
  );
  const { content } = (done as { 200: { content: Record<string, object> } })[200];
  content['application/x-ndjson'] = { schema: lines };
  return {
    '/api/incidents/{id}/scope/import': {
      post: operation(
        'incidents',
        `Add up to ${SCOPE_ROWS_MAX} affected customers by a file, with what is known of each. For those who may give import-scope.`,
        done,
        {
          description: `CSV with the heading ${SCOPE_COLUMNS.join(',')}, of which customer alone is needed, a field also with a language behind it, as \`nature.fr\`, or JSON; all or none. Faults name the row as a spreadsheet numbers it. A later file changes what it says otherwise, and takes nobody out. With \`Accept: application/x-ndjson\` the answer comes in steps.`,
          requestParams: {
            path: z.object({ id: incidentId('The incident.') }),
            header: onceHeader,
            query: scopeImportQuery,
          },
          ...bodyOrCsv(scopeBody, SCOPE_COLUMNS),
        },
      ),
    },
  };
}
