import { z } from 'zod';
import type { ExercisePlan } from '../../domain/exercise/yearly';
import { whoPlays } from './exercise-player';
import { factor } from './exercise-factor';
import type { Agrees } from '../same-fields';
import { line, recordId, storedInstant } from '../words';

const part = (least: number, most: number, description: string, example: number) =>
  z
    .int()
    .min(least)
    .max(most)
    .meta({ description, examples: [example] });

/** As a file says it. */
export const planShape = z.strictObject({
  name: recordId('Its name, and that of its file.', 'yearly'),
  title: line('What it is for.', 'The mitigation team runs a breach'),
  departments: z.array(line('Somebody of it must be there, or be excused.', 'security')).min(1).max(20),
  scenarios: z
    .array(recordId('A scenario, by its name.', 'misdirected-list'))
    .min(1)
    .max(20)
    .meta({ description: 'By turns, one each year.' }),
  calledOn: z
    .strictObject({
      month: part(1, 12, 'Of the year.', 3),
      day: part(1, 28, 'Of the month; each month has 28.', 2),
      hour: part(0, 23, 'In UTC.', 9),
      minute: part(0, 59, 'Left out: 0.', 30).optional(),
    })
    .meta({ description: 'When its team is called.' }),
  startsAfterDays: z
    .number()
    .min(0)
    .max(90)
    .meta({ description: 'How long the team has for confirming their roles.', examples: [14] }),
  factor: factor.default(1),
  ...whoPlays,
});

const _agreed: Agrees<ExercisePlan, z.infer<typeof planShape>> = true;

export const planList = z
  .object({
    asOf: storedInstant('When it was read.'),
    items: z.array(
      z.object({
        ...planShape.shape,
        nextCallAt: storedInstant('When its team is called next.'),
        nextScenario: z.string().meta({ description: 'Whose turn it is then.' }),
      }),
    ),
    departments: z.array(
      z.object({
        department: z.string(),
        last: storedInstant('When its last exercise ended.').optional(),
        due: storedInstant('Until when the next must have ended.'),
        isOverdue: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'ExercisePlanList' });

export const coverageList = z
  .object({
    asOf: storedInstant('When it was read.'),
    items: z.array(
      z.object({
        department: z.string(),
        year: z.int(),
        exercises: z.int().meta({ description: 'That ran to their end.' }),
        attended: z.int().meta({ description: 'Those with somebody of the department there.' }),
        concluded: z.int().meta({ description: 'Those whose report stands.' }),
        met: z.int().meta({ description: 'Steps done within the time that was expected.' }),
        steps: z.int().meta({ description: 'Steps that were expected.' }),
      }),
    ),
  })
  .meta({ id: 'ExerciseCoverage' });
