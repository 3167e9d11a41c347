import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ASSISTANCE_KINDS } from '../../domain/notices/assistance';
import { answers, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import { incidentId, line, oneOf, personId, recordId, sha256, storedInstant } from '../words';

/** Of one file: it is searched for other customers' names before it is kept. */
export const ASSISTANCE_MAX_BYTES = 25 * 1024 * 1024;

export const assistanceQuery = z.strictObject({
  customer: recordId('The customer who may download it.', 'customer-17'),
  kind: oneOf(ASSISTANCE_KINDS, 'Affected persons, an extract of a log, or something else.'),
  name: line('Its name.', 'affected-persons.csv'),
  namesAllowed: line(
    'Why names of other customers may stand in it, or in what cannot be searched.',
    'Both belong to one group',
  ).optional(),
});

const file = z
  .object({
    id: z.string(),
    incident: incidentId('The incident.'),
    customer: z.string(),
    kind: z.enum(ASSISTANCE_KINDS),
    name: z.string(),
    sha256: sha256('Of its bytes.'),
    bytes: z.int(),
    by: personId('Who offered it.'),
    at: storedInstant('When.'),
    namesAllowed: z.string().optional(),
    takenAt: storedInstant('When it was downloaded.').optional(),
    takenBy: z.string().optional().meta({ description: 'The delivery by whose link.' }),
  })
  .meta({ id: 'AssistanceFile' });

export function assistancePaths(): ZodOpenApiPathsObject {
  const path = z.object({ id: incidentId('The incident.') });
  const codes = ['unknown-incident', 'erased', 'bad-request', 'not-found', 'not-permitted'] as const;
  return {
    '/api/incidents/{id}/assistance': {
      get: operation(
        'incidents',
        'Files that were offered to single customers, and who took them.',
        answers(200, 'The oldest first.', z.object({ items: z.array(file) }).meta({ id: 'AssistanceFiles' }), [
          ...codes,
        ]),
        { requestParams: { path } },
      ),
      post: operation(
        'incidents',
        `Offer one customer a file, of at most ${ASSISTANCE_MAX_BYTES / 1024 / 1024} MB, which it downloads once on its own page.`,
        answers(201, 'Offered.', file, [...WRITING, ...codes, 'withheld-words', 'other-customers'], replayed),
        {
          description:
            'The body is the file as it is. It is encrypted with the data key of the incident. A file with withheld words is refused, and so is one with names of other customers, unless `namesAllowed` says why. Spreadsheets, documents and archives are searched entry by entry; what cannot be, such as a PDF or what is encrypted, is refused while words are withheld, and else needs `namesAllowed`.',
          requestParams: { path, query: assistanceQuery, header: onceHeader },
          requestBody: {
            required: true,
            content: { 'application/octet-stream': { schema: z.string().meta({ description: 'The bytes.' }) } },
          },
        },
      ),
    },
    '/api/incidents/{id}/assistance/{file}/again': {
      post: operation(
        'incidents',
        'Offer a file once more that was downloaded, such as after a transfer that broke off.',
        answers(200, 'Offered.', file, [...codes, ...WRITING]),
        { requestParams: { path: path.extend({ file: z.string() }) } },
      ),
    },
  };
}
