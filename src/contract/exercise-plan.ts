import { z } from 'zod';
import { FASTEST } from '../domain/primitives/pace';
import { line, personId, recordId } from './words';

export const factor = z
  .number()
  .min(1)
  .max(FASTEST)
  .meta({ description: 'Hours of the story for each hour of the world; 1 is real time.', examples: [72] });

/** The exercises of each year, as a file says them. */
export const exercisePlan = z.strictObject({
  exercises: z
    .array(
      z.strictObject({
        id: recordId('Known by it, also in Temporal.', 'response-yearly'),
        scenario: recordId('The file that it is played from.', 'ransomware'),
        departments: z
          .array(line('A department of which somebody must be there.', 'security'))
          .min(1)
          .max(20)
          .meta({ description: 'Each must have one in this time.' }),
        /** Not the instant: people are called that long before. */
        month: z
          .int()
          .min(1)
          .max(12)
          .meta({ description: 'The month in which it is called.', examples: [3] }),
        day: z
          .int()
          .min(1)
          .max(28)
          .meta({ description: 'The day of it.', examples: [2] }),
        noticeDays: z
          .int()
          .min(0)
          .max(90)
          .meta({ description: 'So many days after the call it begins.', examples: [14] }),
        factor,
        facilitator: personId('Who runs it; left out, the first who leads.', 'lead').optional(),
      }),
    )
    .max(40),
});
export type ExercisePlan = z.infer<typeof exercisePlan>['exercises'][number];
