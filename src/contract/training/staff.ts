import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, failures, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import { email, language } from '../parties/people';
import { flag, listQuery } from '../queries';
import { count, line, LIST_MAX, recordId, storedInstant } from '../words';

export const staffId = (description = 'As the company’s own systems give it.') => recordId(description, 'e-10442');
export const department = line('As the company names it.', 'Support, Lyon');
const role = recordId('What somebody works as, in the company’s own words.', 'response');

const fields = {
  id: staffId(),
  name: line('As colleagues know them.', 'Anna Lindqvist'),
  email,
  department,
  language,
  roles: z.array(role).max(20),
};

const member = z
  .object({
    ...fields,
    manager: staffId('The id of another of the staff.').optional(),
    joinedAt: storedInstant('When a file named them first.'),
    leftAt: storedInstant('When a file named them no more.').optional(),
  })
  .meta({ id: 'StaffMember' });

export const STAFF_ROWS_MAX = 100_000;
export const STAFF_COLUMNS = ['staff_id', 'name', 'email', 'department', 'manager', 'language', 'roles'];
export const STAFF_REQUIRED = STAFF_COLUMNS.filter((column) => !['manager', 'roles'].includes(column));
/** Other headings of the same columns, as personnel systems write them. */
export const STAFF_SYNONYMS: Record<string, (string | string[])[]> = {
  staff_id: [
    'id',
    'employee id',
    'employee no',
    'employee number',
    'person id',
    'user id',
    'matricule',
    'Personalnummer',
  ],
  name: [
    'full name',
    'display name',
    ['first name', 'last name'],
    ['Prénom', 'Nom'],
    ['Vorname', 'Nachname'],
    'Nom complet',
  ],
  email: ['mail', 'work email', 'email address', 'Courriel', 'Adresse e-mail', 'E-Mail-Adresse'],
  department: ['dept', 'division', 'cost center', 'team', 'Service', 'Département', 'Abteilung'],
  manager: ['manager id', 'supervisor', 'supervisor id', 'reports to', 'Responsable', 'Vorgesetzter'],
  language: ['lang', 'locale', 'preferred language', 'Langue', 'Sprache'],
  roles: ['role', 'job', 'Fonction', 'Rolle'],
};

/** One row of a file; roles are parted by spaces, and an empty cell is no value. */
export const staffRow = z
  .object({
    staff_id: fields.id,
    name: fields.name,
    email,
    department,
    language,
    manager: z.union([z.literal('').transform(() => undefined), staffId()]).optional(),
    roles: z
      .string()
      .transform((words) => words.split(/[\s,;]+/).filter((word) => word !== ''))
      .pipe(fields.roles)
      .optional(),
  })
  .transform(({ staff_id, manager, roles = [], ...rest }) => ({
    id: staff_id,
    ...rest,
    roles,
    ...(manager && { manager }),
  }));

export const STAFF_TEMPLATE = `\ufeff${STAFF_COLUMNS.join(',')}\r\ne-10442,Anna Lindqvist,anna@company.example,"Support, Lyon",e-10017,fr,response\r\n`;

export const staffImportQuery = z.strictObject({
  dryRun: flag.default(false).meta({
    description: 'Check everything and answer as ever, and store nothing.',
    override: { type: 'boolean', default: false },
  }),
  leavers: z
    .string()
    .regex(/^\d{1,6}$/, 'must be a number')
    .transform(Number)
    .optional()
    .meta({ description: 'How many leave, as a dry run says: wanted where that is many.', examples: [1200] }),
});

export const staffQuery = listQuery.extend({
  department: department.optional(),
  left: flag.default(false).meta({
    description: 'Those who have left, instead of those who are here.',
    override: { type: 'boolean', default: false },
  }),
});

const changed = z.object({
  count: count('How many.', 12),
  first: z.array(staffId()).meta({ description: 'The first of them.' }),
});

const imported = z
  .object({
    dryRun: z.boolean(),
    joined: changed,
    changed,
    left: changed,
    unchanged: count('As they were.', 49_000),
    file: z.looseObject({}).meta({ description: 'How the file was read.' }),
  })
  .meta({ id: 'StaffImported' });

export const staffPath = z.object({ id: staffId() });

export function staffPaths(): ZodOpenApiPathsObject {
  const list = z.object({ asOf: z.string(), items: z.array(member).max(LIST_MAX), next: z.string().optional() });
  const csv = z
    .string()
    .meta({ description: `Heading: ${STAFF_COLUMNS.join(',')}; manager and roles may be left out.` });
  return {
    '/api/staff': {
      get: operation(
        'training',
        'Who works here. For operators, auditors, privacy and leads.',
        answers(200, 'By id.', list, ['bad-request', 'bad-cursor']),
        { requestParams: { query: staffQuery } },
      ),
    },
    '/api/staff/import': {
      post: operation(
        'training',
        'The whole staff as a CSV file: who is new has joined, and who is missing has left. For operators.',
        answers(200, 'Stored, or only checked.', imported, [...WRITING, 'bad-rows', 'many-leave'], replayed),
        {
          requestParams: { query: staffImportQuery, header: onceHeader },
          requestBody: { required: true, content: { 'text/csv': { schema: csv } } },
        },
      ),
    },
    '/api/staff/template.csv': {
      get: operation('training', 'A file to begin with.', {
        200: { description: 'Its heading and a row.', content: { 'text/csv': { schema: z.string() } } },
        ...failures(['bad-request']),
      }),
    },
    '/api/staff/{id}': {
      get: operation(
        'training',
        'One of the staff. What they were taught is in /api/training/evidence.',
        answers(200, 'As the last file had them.', member, ['bad-request', 'not-found']),
        { requestParams: { path: staffPath } },
      ),
    },
  };
}
