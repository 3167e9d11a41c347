import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { PERIOD_UNITS } from '../../domain/clocks/terms';
import { DUTY_ANCHORS, DUTY_MET_BY } from '../../domain/regimes/regime';
import { answers, listOf, operation } from '../openapi-parts';
import { timeZone } from '../parties/people';
import { instant, line, oneOf, recordId, storedInstant, text } from '../words';

const count = z
  .int()
  .min(1)
  .max(5_000)
  .meta({ description: 'How many.', examples: [72] });
const days = z.enum(PERIOD_UNITS).exclude(['hours']);
const period = z
  .union([
    z.strictObject({ unit: z.literal('hours'), count }),
    z.strictObject({
      ...{ unit: days, count },
      timeZone: timeZone.meta({ description: 'Whose days they are.' }),
      calendar: line('Whose holidays count, by the rules.', 'FR').optional(),
    }),
  ])
  .meta({ description: 'How long. Hours are elapsed hours; days end at midnight, by Regulation 1182/71.' });
const nextWorkingDay = z
  .strictObject({
    untilHour: z
      .int()
      .min(1)
      .max(23)
      .meta({ description: 'Until this hour; 12 is noon.', examples: [12] }),
    timeZone: timeZone.meta({ description: 'Whose hour and days they are.' }),
    calendar: line('Whose holidays count, by the rules.', 'FR').optional(),
  })
  .optional()
  .meta({
    description:
      'A rule of this law: what would end on a holiday, Saturday or Sunday, in hours too, ends at an hour of the next working day.',
  });
const term = z.union([
  z.strictObject({ from: oneOf(DUTY_ANCHORS, 'What it counts from.'), period, nextWorkingDay }),
  z.strictObject({ after: recordId('From when another duty was done.', 'notification'), period, nextWorkingDay }),
]);
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/u)
  .meta({ description: 'A day.', examples: ['2026-11-29'] });

const duty = z.strictObject({
  id: recordId('Its id within the regime.', 'early-warning'),
  title: line('What is to be done.', 'Early warning'),
  recipient: line('Towards whom.', 'CSIRT or competent authority'),
  terms: z.array(term).min(1).max(5).meta({ description: 'The first to end holds.' }),
  cap: term.optional().meta({ description: 'No later than this, unless it was over before `terms` began.' }),
  isOwnFigure: z.literal(true).optional().meta({ description: 'The law names no figure: this one is ours.' }),
  evidence: line('What proves that it was done.', 'The portal’s receipt with its number'),
  metBy: z.enum(DUTY_MET_BY).optional().meta({ description: 'What else in the incident meets it.' }),
});

export const regimeShape = z.strictObject({
  name: recordId('Its name, and that of its file.', 'nis2'),
  version: recordId('Counts up with each change.', '1'),
  title: line('Its name in words.', 'NIS2 Directive, Art. 23'),
  test: text('What is to be found out to say whether it applies.', 'Are we an essential or important entity?'),
  effectiveFrom: day,
  effectiveTo: day.optional(),
  status: z.enum(['active', 'pending']),
  source: text('Where the law says so.', 'Directive (EU) 2022/2555, Art. 23(4)'),
  checkedOn: day,
  duties: z.array(duty).min(1).max(12),
});

export const regimePayloads = {
  'judge-regime': z.strictObject({
    regime: recordId('Its name, as /api/regimes lists it.', 'nis2'),
    applies: z.boolean().meta({ description: 'Whether it applies to this incident.', examples: [true] }),
    test: text(
      'What was found, by its test.',
      'We are an important entity, and the service was down for 300,000 users.',
    ),
    classifiedAt: instant('When that was found; clocks may count from here. Left out: now.').optional(),
    content: regimeShape.optional(),
  }),
  'record-regime-duty': z.strictObject({
    regime: recordId('Of the regime.', 'nis2'),
    duty: recordId('Of its duty.', 'early-warning'),
    at: instant('When it was done. Left out: now.').optional(),
    evidence: text('What proves it.', 'Receipt of the portal, kept as evidence 3.'),
    reference: line('Its number there.', 'CERT-2026-1234').optional(),
    lateReason: text('Where it is late: the reasons.', 'The portal was down for six hours.').optional(),
  }),
};

const regime = regimeShape.meta({ id: 'Regime', description: 'What a law, or a contract of ours, wants of us.' });

/** Of an incident, in its view. */
export const judgedRegimes = z.array(
  z
    .object({
      ...{ name: z.string(), title: z.string(), applies: z.boolean(), test: z.string(), by: z.string() },
      at: storedInstant('When it was judged.'),
      classifiedAt: storedInstant('When it was found to apply, or not.'),
      duties: z.array(
        z.object({
          ...{ id: z.string(), title: z.string(), recipient: z.string() },
          due: storedInstant('By when; absent while what it counts from is not known.').optional(),
          doneAt: storedInstant('When it was done.').optional(),
        }),
      ),
    })
    .meta({ id: 'JudgedRegime' }),
);

export function regimePaths(): ZodOpenApiPathsObject {
  return {
    '/api/regimes': {
      get: operation(
        'incidents',
        'The laws and contracts that somebody must judge for an incident, with what each wants by when. For all but reporters.',
        answers(200, 'As they stand.', listOf(regime), ['bad-request']),
      ),
    },
  };
}
