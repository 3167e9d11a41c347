import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { UNFITNESS } from '../domain/primitives/customers';
import { coverageList } from './exercise-plan';
import { answers, operation } from './openapi-parts';
import { figuresQuery } from './queries';
import { departmentFigures } from './training';

const count = (description: string) => z.int().meta({ description });

const span = z
  .object({ incidents: z.int(), median: z.number().nullable(), p90: z.number().nullable() })
  .meta({ description: 'In hours, over the incidents that have both instants.' });

const ofThePeriod = {
  reported: z.array(z.object({ class: z.string(), incidents: z.int() })),
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
  return { '/api/register/figures': { get: read } };
}
