import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { refusalsOf } from '../command-problems';
import { answers, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import { incidentId, line, oneOf, sha256 } from '../words';

export const XLIFF = 'application/xliff+xml';
export const TRANSLATION_COLUMNS = ['unit', 'source', 'target'] as const;

const into = line('Into which language, a BCP 47 tag.', 'fr');
const from = line('Of what was written in this language.', 'en').default('en');

const of = oneOf(['sheet', 'customers'], 'The fact sheet with the newest draft, or what is said of single customers.');

export const translationsQuery = z.strictObject({
  language: into,
  from,
  of: of.default('sheet'),
  format: oneOf(['json', 'xliff', 'csv'], 'XLIFF 2.0, CSV, or JSON that says what is missing.').default('json'),
});

export const translationsImportQuery = z.strictObject({ language: into, from, of: of.default('sheet') });

const unit = z.string().meta({
  description:
    'A field of the fact sheet; `message` or `reason` of the newest draft; or, of single customers, a field with a hash of the words, once for all of whom they are said.',
  examples: ['nature'],
});

/** One row of a CSV file; what is not translated yet has an empty target. */
export const translationCells = z.object({ unit: z.string(), source: z.string(), target: z.string() });

const toTranslate = z
  .object({
    language: into,
    from,
    units: z.array(z.object({ unit, source: z.string(), target: z.string().optional() })),
    missing: z.array(unit).meta({ description: 'Units without words in that language.' }),
  })
  .meta({ id: 'Translations' });

const entered = z
  .object({
    sha256: sha256('Of what was sent; the translations name it.'),
    entered: z.array(unit).meta({ description: 'What has these words now.' }),
    same: z.array(unit).meta({ description: 'What had them before.' }),
    missing: z.array(unit).meta({ description: 'Units of the file without a target.' }),
  })
  .meta({ id: 'TranslationsEntered' });

const text = { schema: z.string().meta({ description: `CSV has the heading ${TRANSLATION_COLUMNS.join(',')}.` }) };

export function translationPaths(): ZodOpenApiPathsObject {
  const path = z.object({ id: incidentId('The incident.') });
  const codes = ['unknown-incident', 'erased', 'bad-request', 'withheld-words'] as const;
  const listed = answers(200, 'Fact by fact.', toTranslate, [...codes]);
  const { content } = (listed as { 200: { content: Record<string, object> } })[200];
  Object.assign(content, { [XLIFF]: text, 'text/csv': text });
  return {
    '/api/incidents/{id}/translations': {
      get: operation(
        'incidents',
        'What of the fact sheet and of the newest draft, or of what is said of single customers, is to be translated, and what is missing.',
        listed,
        {
          requestParams: { path, query: translationsQuery },
        },
      ),
      post: operation(
        'incidents',
        'Enter the translations of such a file into the facts and the draft, or for the customers. For those who may give set-fact.',
        answers(
          200,
          'Entered.',
          entered,
          [
            ...codes,
            ...WRITING,
            ...refusalsOf('set-fact'),
            ...refusalsOf('draft-notice'),
            ...refusalsOf('import-scope'),
            'bad-rows',
            'crowded',
            'outcome-unknown',
          ],
          replayed,
        ),
        {
          description:
            'The file is checked whole: a unit whose source changed meanwhile, or that is none, is named in `errors`, and nothing is entered. Each translation names the SHA-256 of the file, and the timeline who entered it. Each fact is a command of its own: broken off, the same file sent again enters the rest. What was written into the draft is entered last, by drafting it again. Words of customers are entered together, as by import-scope.',
          requestParams: { path, query: translationsImportQuery, header: onceHeader },
          requestBody: { required: true, content: { [XLIFF]: text, 'text/csv': text } },
        },
      ),
    },
  };
}
