import { z } from 'zod';
import { PERIOD_UNITS, TERM_SOURCES } from '../../domain/clocks/terms';
import { ANCHORS } from '../../domain/case/state';
import { line, oneOf } from '../words';

const UNITS_OF_DAYS = PERIOD_UNITS.filter((unit) => unit !== 'hours');
const anchor = oneOf(ANCHORS, 'From when it counts.');

/** A year. */
export const HOURS_MAX = 8_760;
const DAYS_MAX = 366;
const TERMS_MAX = 10;

const hours = { unit: z.literal('hours'), count: z.int().min(1).max(HOURS_MAX) };
const days = { unit: z.enum(UNITS_OF_DAYS), count: z.int().min(1).max(DAYS_MAX) };

/** ISO 3166, a country or a part of one. */
export const CALENDAR = /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/;

const calendar = z
  .string()
  .regex(CALENDAR, 'must be a country of ISO 3166, such as FR')
  .meta({
    description:
      'Whose public holidays are no working days, one of those that the rules have; without it, Saturdays and Sundays alone. The days are those of the customer’s time zone.',
    examples: ['FR'],
  });

/** What a contract says beside or instead of `contractHours`. */
export const contractTerms = z
  .array(
    z.strictObject({
      anchor,
      clock: z.union([z.strictObject(hours), z.strictObject({ ...days, calendar: calendar.optional() })]),
      source: line('The clause that says so.', 'Contract 7, clause 9.2'),
    }),
  )
  .min(1)
  .max(TERMS_MAX)
  .meta({
    description:
      'Terms of the contract that count otherwise than in hours from the declaration; of all terms the one that ends first holds. Days end with the last hour of the last day, by Regulation 1182/71.',
    examples: [[{ anchor: 'aware', clock: { unit: 'hours', count: 24 }, source: 'Contract 7, clause 9.2' }]],
  });

/** A term as an incident counts it. */
export const term = z.object({
  id: z.string(),
  recipient: z.enum(['customer', 'authority']),
  anchor,
  clock: z.union([z.object(hours), z.object({ ...days, timeZone: z.string(), calendar: z.string().optional() })]),
  source: oneOf(TERM_SOURCES, 'Whose term it is.'),
});
