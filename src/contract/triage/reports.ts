import { z } from 'zod';
import { CHANNELS, SEVERITIES } from '../../domain/triage/report';
import { storeId } from '../detection/data-stores';
import { naming } from '../restriction/restriction';
import { line, LIST_MAX, longText, oneOf, recentInstant, recordId } from '../words';

/** What opens an incident. Who reports, and when it came in, the API knows itself. */
export const reportBody = z
  .strictObject({
    channel: oneOf(CHANNELS, 'How it was noticed.'),
    externalReference: line(
      'The case number in the system it came from; needed with the channel reporting-system.',
      'CASE-48151',
    ).optional(),
    seen: longText('What was seen.', 'An export of customer contacts was mailed to a wrong address.'),
    detectedAt: recentInstant('When it was detected; left out, now.', '2026-11-23T08:12:00Z').optional(),
    suspectedProduct: line('The product it seems to concern.', 'Support Portal').optional(),
    store: storeId.optional().meta({
      description:
        'The store of personal data it is about; its product is taken for the one concerned where none is named.',
    }),
    suspectedCustomers: z
      .array(recordId('A customer.', 'customer-17'))
      .min(1)
      .max(LIST_MAX)
      .optional()
      .meta({ description: 'Customers it seems to concern. Nobody is told on a suspicion: scope is set by command.' }),
    severityHint: oneOf(SEVERITIES, 'How grave it looks.').optional(),
    outsider: z
      .strictObject({
        name: line('Who it is.', 'A. Finder'),
        answerTo: line('How to answer: an address, a number, or in what other way.', 'finder@stranger.example'),
      })
      .optional()
      .meta({ description: 'Who outside the company told you of it. Those who handle it read it in their alerts.' }),
    restrict: naming.optional().meta({
      description: 'Restricts the incident from its first instant; an empty object names the fewest who can act.',
    }),
  })
  .refine(({ channel, externalReference }) => channel !== 'reporting-system' || externalReference !== undefined, {
    path: ['externalReference'],
    message: 'is missing: a report from another system needs its case number there',
  })
  .meta({ id: 'Report' });
export type ReportBody = z.infer<typeof reportBody>;
