import { z } from 'zod';
import {
  ADJUSTMENTS,
  AVAILABILITY,
  CONFIDENTIALITY,
  DATA_CATEGORIES,
  IDENTIFICATION,
  INTEGRITY,
} from '../../domain/severity/enisa';
import { SEVERITIES } from '../../domain/triage/report';
import { oneOf, storedInstant, text } from '../words';

const override = z
  .strictObject({ level: oneOf(SEVERITIES, 'The level instead.'), reason: text('Why.', 'The recipients are rivals.') })
  .optional()
  .meta({ description: "Another level than the score's." });

const scoringFields = {
  data: z
    .array(
      z.strictObject({
        category: oneOf(DATA_CATEGORIES, 'What the data is; credentials are scored as what they open.'),
        context: z
          .int()
          .min(1)
          .max(4)
          .meta({ description: 'The processing context, 1 to 4.', examples: [1] }),
        adjustments: z
          .array(
            z.strictObject({
              why: oneOf(ADJUSTMENTS, 'What makes it graver or milder than its category.'),
              words: text('How so.', 'A year of it, for each person.'),
            }),
          )
          .min(1)
          .max(ADJUSTMENTS.length)
          .optional(),
      }),
    )
    .min(1)
    .max(8)
    .meta({ description: 'Each category by itself; the highest counts.' }),
  identification: oneOf(IDENTIFICATION, 'How easily it leads to persons.'),
  confidentiality: oneOf(CONFIDENTIALITY, 'Who may have it.'),
  integrity: oneOf(INTEGRITY, 'Whether it was altered.'),
  availability: oneOf(AVAILABILITY, 'Whether it is away.'),
  malicious: oneOf(['yes', 'no'], 'Whether somebody meant harm.'),
  individuals: z
    .int()
    .min(0)
    .max(2_000_000_000)
    .optional()
    .meta({ description: 'How many persons.', examples: [40] }),
  unintelligible: z
    .boolean()
    .optional()
    .meta({ description: 'True: nobody can read it.', examples: [false] }),
};

export const scoreSeverity = z.strictObject({ ...scoringFields, override });

const quarters = (description: string) => z.int().meta({ description: `${description}, in quarters.` });

export const scoring = z
  .object({
    version: z.int(),
    scoring: z.object(scoringFields),
    score: z.object({
      quarters: quarters('The score'),
      context: z.int(),
      identificationQuarters: quarters('How easily it leads to persons'),
      circumstanceQuarters: quarters('The circumstances'),
      level: z.enum(SEVERITIES),
      toNextBand: quarters('How much more would make it the next band').optional(),
      toBandBelow: quarters('How much less would make it the band below').optional(),
      isNearBand: z.boolean().meta({ description: 'Within a quarter of another band.' }),
      flags: z.array(z.enum(['many-individuals', 'unintelligible'])),
    }),
    override,
    by: z.string(),
    at: storedInstant('When.'),
    advice: z
      .object({
        authority: z.boolean().meta({ description: 'The score suggests that the controller tells its authority.' }),
        persons: z.boolean().meta({ description: 'And the persons concerned.' }),
        nearest: z.object({
          number: z.int().meta({ description: 'Of EDPB Guidelines 01/2021, version 2.0.' }),
          title: z.string(),
          authority: z.boolean(),
          persons: z.boolean(),
          turnsOn: z.string(),
          shared: z.array(z.string()),
          differing: z.array(z.string()),
        }),
      })
      .meta({ description: "On the customer's own duties. It decides, and no notice waits for this." }),
  })
  .meta({ id: 'Scoring' });
