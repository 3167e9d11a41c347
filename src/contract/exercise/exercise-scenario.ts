import { z } from 'zod';
import type { ExerciseScenario } from '../../domain/exercise/scenario';
import { INJECT_KINDS, STEPS } from '../../domain/exercise/scenario';
import { NATURES } from '../../domain/exercise/mark';
import { FACT_FIELDS } from '../../domain/notices/facts';
import { ROLES } from '../../domain/primitives/people';
import { CHANNELS, SEVERITIES } from '../../domain/triage/report';
import { EFFECTS, MANNERS, SCENARIOS } from '../../domain/triage/triage';
import type { Agrees } from '../same-fields';
import { line, longText, oneOf, recordId, text } from '../words';

const HOURS_MAX = 240;
const hours = (description: string, example: number) =>
  z
    .number()
    .min(0)
    .max(HOURS_MAX)
    .meta({ description, examples: [example] });
const name = (description: string, example: string) => recordId(description, example);
const roles = (description: string) => z.array(oneOf(ROLES, 'A role.')).min(1).max(ROLES.length).meta({ description });

const inject = z.strictObject({
  id: name('Known by it in the report.', 'second-list'),
  atHours: hours('Hours of the story after the first report.', 2),
  kind: oneOf(INJECT_KINDS, 'What it is: `bounce` has the mailboxes of one of the customers refuse from then on.'),
  from: line('Who says so.', 'The service desk'),
  words: text('What the players read.', 'A second list went out with the first.'),
  to: roles('Whom it reaches.'),
  customer: z
    .int()
    .min(1)
    .max(50)
    .optional()
    .meta({ description: 'Of a `bounce`: which of the customers in it, from 1.', examples: [1] }),
});

/** As a file says it. */
export const scenarioShape = z.strictObject({
  name: name('Its name, and that of its file.', 'misdirected-list'),
  version: name('Counts up with each change.', '1'),
  title: line('What happens.', 'A list with names goes to the wrong recipients'),
  nature: oneOf(NATURES, 'What kind of breach is played.'),
  objective: text('What it is to show.', 'Who decides at night, and whether the letter is out in time.'),
  playbook: name('The playbook that fits it.', 'misdirected-email').optional(),
  customers: z
    .int()
    .min(1)
    .max(50)
    .meta({ description: 'How many customers of the register are in it. No mail reaches them.', examples: [3] }),
  hours: hours('How long the story lasts.', 72),
  roles: roles('Each has at least one player.'),
  report: z.strictObject({
    channel: oneOf(CHANNELS, 'How it is noticed.'),
    seen: longText('What is seen.', 'A mail with names went to all 320 recipients.'),
    severityHint: oneOf(SEVERITIES, 'How grave it looks.').optional(),
  }),
  injects: z.array(inject).max(40).meta({ description: 'What happens in the course of it.' }),
  expected: z
    .array(
      z.strictObject({
        step: oneOf(STEPS, 'What is expected of the team.'),
        withinHours: hours('Hours of the story after the first report.', 4),
      }),
    )
    .min(1)
    .max(STEPS.length)
    .meta({ description: 'The score card holds the team against these.' }),
  played: z.strictObject({
    triage: z.strictObject({
      effects: z.array(oneOf(EFFECTS, 'An effect.')).min(1).max(EFFECTS.length),
      manner: oneOf(MANNERS, 'The manner.'),
      malicious: oneOf(['yes', 'no', 'unknown'], 'Whether somebody meant it.'),
      severity: oneOf(SEVERITIES, 'How grave it is judged.'),
      kind: oneOf(SCENARIOS, 'The kind of case.').optional(),
      evaluation: longText('What triage says of the event.', 'One mail with a list went to all recipients.'),
      findings: longText('What it found.', 'The list names persons of three customers.'),
    }),
    declaration: z.strictObject({
      basis: oneOf(['confirmed', 'likely', 'reasonable-suspicion'], 'On what it is declared.'),
      facts: longText('What is known then.', 'The list is out; the mail cannot be called back from all.'),
    }),
    facts: z
      .partialRecord(z.enum(FACT_FIELDS), text('What customers are told.', 'A mail went to the wrong recipients.'))
      .meta({ description: 'For the letter to customers.' }),
  }),
});

const _agreed: Agrees<ExerciseScenario, z.infer<typeof scenarioShape>> = true;
