import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { UNFITNESS } from '../../domain/primitives/customers';
import { coverageList } from '../exercise/exercise-plan';
import { exerciseList } from '../exercise/exercises';
import { wholeAudit } from '../audit/audits';
import { answers, operation, success } from '../openapi-parts';
import { figuresQuery } from '../queries';
import { departmentFigures } from '../training/training';
import { incidentId } from '../words';

const count = (description: string) => z.int().meta({ description });

const span = z
  .object({ incidents: z.int(), median: z.number().nullable(), p90: z.number().nullable() })
  .meta({ description: 'In hours, over the incidents that have both instants.' });

const ofThePeriod = {
  reported: z.array(z.object({ class: z.string(), incidents: z.int() })),
  bySeverity: z
    .array(z.object({ class: z.string(), severity: z.string().optional(), incidents: z.int() }))
    .meta({ description: 'The same, by severity too; without one where it was not assessed.' }),
  declared: count('In the period, and not withdrawn.'),
  late: count('Of them, those with a promise to customers that was not kept in time.'),
  detectedToAware: span,
  awareToDeclared: span,
  declaredToAllTold: span,
  customers: z.object({
    owed: count('Who were to be told.'),
    told: count('At any time.'),
    within72hOfDeclaration: z.int(),
    within72hOfAwareness: z.int(),
  }),
};

const asItStands = {
  contacts: z
    .array(z.object({ kind: z.enum(UNFITNESS), customers: z.int(), faults: z.int() }))
    .meta({ description: 'Why notices would not reach customers as they should, as it stands.' }),
  overdue: z.object({
    postMortems: count('Those of which something is overdue: approval, an action, or the check of its effect.'),
    exercises: count('Agreed resolutions.'),
    audits: count('Findings.'),
  }),
  training: z
    .array(z.object({ course: z.string(), departments: z.array(departmentFigures) }))
    .meta({ description: 'Of each course that is given, as it stands.' }),
};

export const figures = z
  .object({
    asOf: z.iso.datetime(),
    ...ofThePeriod,
    ...asItStands,
    exercises: coverageList.shape.items.meta({ description: 'Of the UTC years that the period touches.' }),
  })
  .meta({ id: 'Figures' });

export function figuresPaths(): ZodOpenApiPathsObject {
  const read = operation(
    'register',
    'How fast incidents were noticed, declared and told, how many customers in time, and how ready the company is. For auditors, privacy, legal and executives.',
    answers(200, 'Over the period, and as it stands.', figures, ['bad-request']),
    { requestParams: { query: figuresQuery } },
  );
  return { '/api/register/figures': { get: read }, '/api/register/reports/{year}': { get: report() } };
}

/** Of a year. */
export const reportPath = z.object({
  year: z
    .string()
    .regex(/^20\d\d$/, 'must be a year, such as 2026')
    .meta({ description: 'Of UTC.', examples: ['2026'] }),
});

const yearlyReport = z
  .object({
    year: z.int(),
    asOf: z.iso.datetime(),
    figures,
    late: z
      .array(z.object({ id: incidentId('Declared in the year.'), reasons: z.array(z.string()) }))
      .meta({ description: 'Those that you may see with a promise to customers that was not kept in time, and why.' }),
    restricted: count('Incidents reported in the year that are not yours to see: only numbers have them.'),
    exercises: exerciseList.shape.items,
    audits: z.array(wholeAudit).meta({ description: 'Opened in the year.' }),
  })
  .meta({ id: 'YearlyReport' });

function report() {
  const found = success('As JSON, or as PDF.', yearlyReport);
  return operation(
    'register',
    'A year: figures, what was late and why, exercises, training, audits and what they found. For auditors, privacy, legal and executives.',
    {
      ...answers(200, '', yearlyReport, ['bad-request', 'not-found', 'not-acceptable']),
      200: { ...found, content: { ...found.content, 'application/pdf': { schema: z.string() } } },
    },
    { requestParams: { path: reportPath } },
  );
}
