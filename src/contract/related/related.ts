import { z } from 'zod';
import type { Declaration } from '../../domain/case/state';
import type { ObligationId } from '../../domain/clocks/state';
import { OBLIGATION_KINDS } from '../../domain/clocks/table';
import { FACT_FIELDS, type FactSheet } from '../../domain/notices/facts';
import type { CohortId } from '../../domain/scope/state';
import type { Report } from '../../domain/triage/report';
import { count, incidentId, storedInstant, text } from '../words';

const other = incidentId('The other incident.');

export const relatedPayloads = {
  'link-incident': z.strictObject({
    incident: other,
    reason: text('What they have to do with each other.', 'The same list of customers was exported.'),
  }),
  'unlink-incident': z.strictObject({
    incident: other,
    reason: text('Why they have not.', 'The second list was of another year.'),
  }),
  'merge-into': z.strictObject({
    incident: incidentId('The incident that goes on.'),
    reason: text('How it is known that both are one.', 'Both reports are of the mail of 08:12.'),
  }),
};

/** What our own workers made: its parts are looked into where they are used. */
const made = <T>() => z.looseObject({}) as unknown as z.ZodType<T>;
const name = z.string();
const idOf = <Id extends string>() => name as unknown as z.ZodType<Id>;

export const mergePayloads = {
  'merge-offered': z.object({
    ...{ from: name, offer: name, report: made<Report>(), facts: made<FactSheet>() },
    detectedAt: storedInstant('When it was detected.').optional(),
    awareAt: storedInstant('When we became aware.').optional(),
    declaredAt: storedInstant('When it was declared.').optional(),
    declaration: made<Declaration>().optional(),
    cohorts: z.array(
      z.object({
        id: idOf<CohortId>(),
        addedAt: storedInstant('When.'),
        due: storedInstant('By when it is owed.').optional(),
      }),
    ),
    promises: z.array(
      z.object({
        ...{ id: idOf<ObligationId>(), kind: z.enum(OBLIGATION_KINDS), due: storedInstant('By when.') },
        field: z.enum(FACT_FIELDS).optional(),
      }),
    ),
    members: z.array(name).optional(),
  }),
  'merge-answered': z.object({ offer: name, why: name.optional() }),
  'merge-answer-sent': z.object({ effect: name }),
};

export const takenOver = { effect: name, customers: count('Customers that it brought in.') };

export const relatedIncidents = z
  .object({
    items: z.array(
      z.object({
        incident: z.string(),
        how: z.enum(['linked', 'merged-into', 'duplicate', 'offered', 'declined', 'refused']).meta({
          description:
            'As this one sees it: linked by either side; the one that it was merged into, or one that it took over; offered to that one, which has not answered yet or has declined; or an offer of that one, which this one refused.',
        }),
        reason: z.string().meta({ description: 'Of an offer that was declined or refused: why.' }),
        by: z.string(),
        at: storedInstant('When.'),
      }),
    ),
  })
  .meta({ id: 'RelatedIncidents' });
export type RelatedIncident = z.infer<typeof relatedIncidents>['items'][number];
