import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { CLASSES } from '../../domain/triage/triage';
import { answers, body, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import { count } from '../words';

const id = (description: string) => z.string().min(1).max(200).meta({ description });
const part = (description: string) => z.record(z.string(), z.unknown()).meta({ description });

/** The schema itself may not be shipped (CC BY-SA 4.0): this is what it asks of every record. What it leaves free is kept as it came. */
const verisRecord = z
  .looseObject({
    schema_version: z
      .string()
      .regex(/^1\.[34](\.\d+)?$/, 'must be 1.3 or 1.4')
      .meta({ description: 'Of VERIS.', examples: ['1.4.1'] }),
    incident_id: id('Of the incident, where it comes from.'),
    source_id: id('Where it comes from.').optional(),
    summary: z.string().max(4_000).meta({ description: 'What happened.' }),
    reference: z.string().max(2_000).optional(),
    security_incident: z.enum(['Confirmed', 'Suspected', 'Near miss', 'False positive']),
    timeline: z.looseObject({
      incident: z.looseObject({
        year: z.int().min(1950).max(2050),
        month: z.int().min(1).max(12).optional(),
        day: z.int().min(1).max(31).optional(),
      }),
    }),
    actor: part('Who.'),
    action: part('What they did.'),
    asset: z.looseObject({ assets: z.array(z.looseObject({ variety: z.string().optional() })) }),
    attribute: part('What was harmed.').optional(),
    discovery_method: part('How it was noticed.'),
  })
  .meta({ id: 'VerisRecord', description: 'Of VERIS 1.3 or 1.4; it is kept as one of 1.4.1.' });

const RECORDS_MAX = 500;

export const pastIncidents = z
  .strictObject({ records: z.array(verisRecord).min(1).max(RECORDS_MAX) })
  .meta({ id: 'PastIncidents' });

export const pastImported = z
  .object({
    imported: count('Which are new.'),
    unchanged: count('Which were there, word for word.'),
    different: z.array(z.string()).meta({ description: 'Which are there with other words, and stay as they are.' }),
  })
  .meta({ id: 'PastIncidentsImported' });

const pastEntry = z
  .object({
    source: z.string().meta({ description: 'Where it comes from.' }),
    incident: z.string().meta({ description: 'Its id there.' }),
    happened: z.string().meta({ description: 'As far as it is known.', examples: ['2024-03'] }),
    class: z.enum(CLASSES),
    summary: z.string(),
    actions: z.array(z.string()).meta({ examples: [['error: Misdelivery']] }),
    actors: z.array(z.string()),
    assets: z.array(z.string()),
    attributes: z.array(z.string()),
    noticedBy: z.array(z.string()),
    records: count('Of data, as far as it is known.').optional(),
    reference: z.string().optional(),
  })
  .meta({ id: 'PastIncident' });

export const pastEntries = z
  .object({ asOf: z.iso.datetime(), items: z.array(pastEntry) })
  .meta({ id: 'PastIncidentList' });

export function pastIncidentPaths(): ZodOpenApiPathsObject {
  return {
    '/api/register/past-incidents': {
      get: operation(
        'register',
        'What happened before this register, or in another one, as it was imported. For auditors, privacy and legal.',
        answers(200, 'By year, the earliest first.', pastEntries, ['bad-request']),
      ),
      post: {
        ...operation(
          'register',
          'Import records of VERIS. No clock runs for them, and nobody is told; the export of the register has them again. For privacy.',
          answers(200, 'What came of it.', pastImported, WRITING, replayed),
          { requestParams: { header: onceHeader } },
        ),
        ...body(pastIncidents),
      },
    },
  };
}
