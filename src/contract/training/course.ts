import { z } from 'zod';
import { ROLES } from '../../domain/primitives/people';
import { REQUIRED_TOPICS } from '../../domain/training/course';
import { oneOf, recordId } from '../words';

const id = (description: string, example: string) => recordId(description, example);
const days = (description: string, example: number, max = 366) =>
  z
    .int()
    .min(1)
    .max(max)
    .meta({ description, examples: [example] });
const paper = {
  ask: days('How many questions are drawn.', 8, 50),
  thresholdPercent: z
    .int()
    .min(1)
    .max(100)
    .meta({ description: 'The part of them that must be right.', examples: [75] }),
};

/** As a file says it; what it says to readers stands in a file for each language. */
export const courseShape = z.strictObject({
  id: id('Its name, and that of its folder.', 'protecting-customer-data'),
  version: id('Counts up with each change, and names the folder below.', '1'),
  assign: z.strictObject({
    onJoining: z.boolean().meta({ description: 'Whether everybody takes it who joins.' }),
    everyMonths: z
      .int()
      .min(1)
      .max(60)
      .optional()
      .meta({ description: 'So long after passing it is given again.', examples: [12] }),
    roles: z.array(id('Whoever has it in the staff list takes the course.', 'response')).max(20),
  }),
  neededBy: z
    .array(oneOf(ROLES, 'A role of those who sign in.'))
    .max(ROLES.length)
    .optional()
    .meta({ description: 'Whoever holds one approves, releases and closes by it only while their course stands.' }),
  due: z.strictObject({
    days: days('From when it is given to when it must be passed.', 30),
    remindDaysBefore: z.array(days('Before the due day.', 3)).max(6),
    managerDaysAfter: days('After the due day the manager is told.', 1, 60),
  }),
  parts: z
    .array(
      z.strictObject({
        id: id('Its heading in each language.', 'personal-data'),
        topic: oneOf(REQUIRED_TOPICS, 'What it teaches of what every course must.').optional(),
        minutes: days('How long it takes.', 4, 120),
      }),
    )
    .min(1)
    .max(30),
  quiz: z.strictObject({ ...paper, attempts: days('How often it may be tried.', 3, 20) }),
  check: z
    .strictObject({
      ...paper,
      afterDays: days('After managers were told.', 60),
      withinDays: days('To answer it.', 14, 60),
    })
    .optional(),
  questions: z
    .array(
      z.strictObject({
        id: id('Its heading in each language.', 'whose'),
        part: id('The part that answers it.', 'personal-data'),
        right: z.array(id('A right option.', 'c')).min(1).max(8),
      }),
    )
    .min(1)
    .max(200),
  survey: z
    .array(
      z.strictObject({
        id: id('Its heading in each language.', 'useful'),
        answer: oneOf(['scale', 'words'], 'Five steps, or free words.'),
      }),
    )
    .max(20),
});

export type CourseFile = z.output<typeof courseShape>;
