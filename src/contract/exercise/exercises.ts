import { z } from 'zod';
import { type ExerciseCommand, type ExercisePayload } from '../../domain/exercise/commands';
import { NATURES } from '../../domain/exercise/mark';
import { INJECT_KINDS, STEPS } from '../../domain/exercise/scenario';
import { PHASES } from '../../domain/exercise/state';
import type { ExerciseView } from '../../domain/exercise/view';
import { ROLES } from '../../domain/primitives/people';
import { factor } from './exercise-factor';
import { whoPlays } from './exercise-player';
import type { Agrees } from '../same-fields';
import { instant, line, oneOf, personId, recordId, storedInstant, text } from '../words';

const finding = z
  .int()
  .min(1)
  .max(999)
  .meta({ description: 'The number of the finding.', examples: [1] });

/** Plans an exercise. */
export const planBody = z
  .strictObject({
    scenario: recordId('The scenario, by its name.', 'misdirected-list'),
    factor: factor.default(1),
    startsAt: instant('When it begins; left out, at once.', '2027-03-02T08:00:00Z').optional(),
    departments: z
      .array(line('Somebody of it must be there, or be excused.', 'security'))
      .min(1)
      .max(20)
      .optional()
      .meta({ description: 'Left out: response, security, legal, communications.' }),
    ...whoPlays,
  })
  .meta({ id: 'PlanExercise' });

/** What a person may say to an exercise, by command. */
export const exerciseBodies = {
  'confirm-role': z.strictObject({ words: text('What is unclear to you.', 'Who calls legal at night?').optional() }),
  'record-attendance': z.strictObject({
    person: personId('One of the team.'),
    attended: oneOf(['present', 'excused', 'absent'], 'Whether they were there.'),
    reason: text('Why not; needed where somebody is excused.', 'On leave; a colleague stood in.').optional(),
  }),
  'end-exercise': z.strictObject({ words: text('How it ended.', 'All customers were told by the sixth hour.') }),
  'cancel-exercise': z.strictObject({ reason: text('Why.', 'A real incident is running.') }),
  'add-finding': z.strictObject({
    words: text('What was seen.', 'Nobody knew who signs the letter at night.'),
    resolution: text('What was agreed to be done.', 'Name a second person of communications in the on-call plan.'),
    owner: personId('Who does it.', 'communications'),
    due: instant('Until when.', '2027-04-15T12:00:00Z'),
  }),
  'resolve-finding': z.strictObject({ finding, words: text('How it was done.', 'Version 4 of the plan names two.') }),
  'conclude-exercise': z.strictObject({
    words: text('What it showed.', 'The procedure holds; the letter takes too long.'),
  }),
} satisfies Record<ExerciseCommand, z.ZodType>;

/** Those whose shape is no incident's: the guard knows them by name. */
export const exercisePayloads = {
  ...exerciseBodies,
  'incident-opened': z.object({ effect: z.string(), incident: z.string(), at: z.string() }),
  'inject-played': z.object({ effect: z.string() }),
  'exercise-scored': z.object({
    effect: z.string(),
    score: z.array(z.object({ step: z.enum(STEPS), withinHours: z.number(), afterHours: z.number().optional() })),
  }),
};

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Disagreeing = {
  [Name in ExerciseCommand]: Same<z.infer<(typeof exerciseBodies)[Name]>, ExercisePayload<Name>> extends true
    ? never
    : Name;
}[ExerciseCommand];
const _agreed: [Disagreeing] extends [never] ? true : Disagreeing = true;

const at = (description: string) => storedInstant(description);
const person = z.string();

export const exercise = z
  .object({
    id: z.string().meta({ examples: ['EXE-2026-0001'] }),
    sequence: z.int(),
    phase: z.enum(PHASES),
    plan: z.string().optional().meta({ description: 'Of which this is the exercise of the year.' }),
    departments: z.array(z.string()),
    factor: z.number().meta({ description: 'Hours of the story for each hour of the world.' }),
    startsAt: at('When it begins.'),
    facilitator: person,
    customers: z.array(z.string()).meta({ description: 'In it, and never written to.' }),
    scenario: z.object({
      ...{ name: z.string(), version: z.string(), title: z.string(), nature: z.enum(NATURES) },
      ...{ objective: z.string(), hours: z.number() },
    }),
    plannedAt: at('When it was planned.'),
    plannedBy: person,
    incident: z.string().optional().meta({ description: 'By the same code as a real one, from the first report on.' }),
    beganAt: at('When its story began.').optional(),
    endedAt: at('When it ended.').optional(),
    concludedAt: at('When it was concluded, or called off.').optional(),
    pace: z.object({ origin: at('When its story began.'), factor: z.number() }).optional(),
    team: z.array(
      z.object({
        person,
        department: z.string(),
        roles: z.array(z.enum(ROLES)),
        confirmedAt: at('When they confirmed the escalation procedure and their role.').optional(),
        attended: z.enum(['present', 'excused', 'absent']).optional(),
        excuse: z.string().optional(),
      }),
    ),
    unconfirmed: z.array(person),
    injects: z.array(
      z.object({
        id: z.string(),
        at: at('By the clock of the story.'),
        kind: z.enum(INJECT_KINDS),
        from: z.string(),
        words: z.string(),
      }),
    ),
    score: z
      .array(
        z.object({
          step: z.enum(STEPS),
          withinHours: z.number().meta({ description: 'Expected, in hours of the story since the report.' }),
          afterHours: z.number().optional().meta({ description: 'When it was done.' }),
          met: z.boolean(),
        }),
      )
      .meta({ description: 'The score card: empty until the exercise has ended.' }),
    findings: z.array(
      z.object({
        number: z.int(),
        ...{ words: z.string(), resolution: z.string(), owner: person, due: at('Until when it is agreed.') },
        ...{ by: person, at: at('When it was added.') },
        done: z.object({ words: z.string(), by: person, at: at('When.') }).optional(),
      }),
    ),
    lacking: z.array(z.string()).meta({ description: 'What it needs before it can be concluded.' }),
  })
  .meta({ id: 'Exercise' });

const _viewed: Agrees<ExerciseView, z.infer<typeof exercise>> = true;

export const exerciseReply = z
  .object({ id: z.string(), sequence: z.int(), state: exercise })
  .meta({ id: 'ExerciseReply' });

export const exerciseList = z
  .object({ asOf: at('When it was read.'), items: z.array(exercise) })
  .meta({ id: 'ExerciseList' });

export const scenarioList = z
  .object({
    asOf: at('When it was read.'),
    items: z.array(
      z.object({
        ...{ name: z.string(), version: z.string(), title: z.string(), nature: z.enum(NATURES) },
        ...{ objective: z.string(), hours: z.number(), customers: z.int(), roles: z.array(z.enum(ROLES)) },
      }),
    ),
  })
  .meta({ id: 'ScenarioList' });

export const playedMailQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'must be the `id` of a message')
    .transform(Number)
    .optional()
    .meta({ description: 'Only messages after this one.', examples: ['17'] }),
});

export const playedMails = z
  .object({
    items: z.array(z.object({ id: z.int(), to: z.string(), subject: z.string(), text: z.string() })),
  })
  .meta({ id: 'PlayedMails', description: 'What the incident of an exercise wrote: it went nowhere.' });
