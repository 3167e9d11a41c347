import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { FACT_FIELDS } from '../../domain/notices/facts';
import { fact, facts } from './notice-views';
import { answers, operation } from '../openapi-parts';
import { incidentId, storedInstant } from '../words';

const by = z.string().meta({ description: 'Who said so.' });
const at = storedInstant('When.');
const version = z.int().min(0).meta({ description: 'As notices name it in `factsVersion`.' });

const change = z.object({
  field: z.enum(FACT_FIELDS),
  was: fact.optional().meta({ description: 'None where nothing was said.' }),
  is: fact.optional(),
  ...{ by, at },
});

const oneVersion = z.object({
  ...{ version, by, at },
  changes: z.array(change).meta({ description: 'What it says otherwise than the one before.' }),
  also: z.array(z.string()).meta({ description: 'What else a letter would say otherwise since: types of events.' }),
});

export const factVersionList = z.object({ items: z.array(oneVersion) }).meta({ id: 'FactVersions' });

export const factVersionQuery = z.strictObject({
  since: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: 'An earlier version to compare with; left out, the one before. 0 is the empty sheet.' }),
});

export const factVersion = z
  .object({
    ...{ version, facts },
    since: z.int(),
    changes: z.array(change).meta({ description: 'Each field that differs, by whoever said it last.' }),
  })
  .meta({ id: 'FactVersion' });

export function factVersionPaths(): ZodOpenApiPathsObject {
  const path = z.object({ id: incidentId('The incident.') });
  const codes = ['unknown-incident', 'erased', 'bad-request', 'not-permitted'] as const;
  return {
    '/api/incidents/{id}/facts/versions': {
      get: operation(
        'incidents',
        'The versions of the fact sheet: what each says otherwise, who said so, and when.',
        answers(200, 'From the first.', factVersionList, [...codes]),
        { requestParams: { path } },
      ),
    },
    '/api/incidents/{id}/facts/versions/{version}': {
      get: operation(
        'incidents',
        'One version of the fact sheet, compared with an earlier one.',
        answers(200, 'Values, statuses and sources that differ.', factVersion, [...codes, 'not-found']),
        { requestParams: { path: path.extend({ version }), query: factVersionQuery } },
      ),
    },
  };
}
