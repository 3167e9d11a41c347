import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { exerciseMark } from '../exercise/exercise-mark';
import { answers, operation, success } from '../openapi-parts';
import type { ProblemCode } from '../problems';
import { registerExportQuery, registerQuery } from '../queries';
import { incidentId } from '../words';

const at = (description: string) => z.iso.datetime().optional().meta({ description });
const word = (description: string) => z.string().optional().meta({ description });
const count = (description: string) => z.int().meta({ description });

const entry = z
  .object({
    id: z.string(),
    openedAt: z.iso.datetime(),
    channel: z.string(),
    externalReference: word('Of the system that the report came from.'),
    product: word('That the report suspects.'),
    detectedAt: at('When it was noticed.'),
    awareAt: at('When we were aware of a breach.'),
    declaredAt: at('When it was declared.'),
    class: z.string().meta({ description: 'What it was found to be.' }),
    reason: word('Why it is an event or out of scope; or that it is a near miss.'),
    reasonWords: word('The same in words, and why it is no incident.'),
    ground: word('Why it is an event.'),
    scenario: word('As triage named it.'),
    malicious: word('Whether it was.'),
    effects: z.array(z.string()).meta({ description: 'Of GDPR Art. 4(12).' }),
    manner: word('Accidental or unlawful.'),
    severity: word('As assessed, or as the report had it.'),
    severityReason: word('Why so severe.'),
    basis: word('Of the declaration.'),
    gdpr: word('Whether it falls under GDPR.'),
    regimes: z.array(z.string()).meta({
      description:
        'Which laws and contracts were judged to apply or not, by whom, by which test. What is not here is undecided.',
    }),
    nature: word('What happened (Art. 33(3)(a)).'),
    dataCategories: word('Whose data, and what.'),
    volumeAffected: word('How much was affected.'),
    volumeExposed: word('How much was exposed.'),
    consequences: word('What is likely to come of it (Art. 33(3)(c)).'),
    mitigation: word('What was done (Art. 33(3)(d)).'),
    affected: count('Customers who were to be told.'),
    told: count('Of them, those told.'),
    waived: count('Of them, those who are waived by name.'),
    lastToldAt: at('When the last was told.'),
    notices: count('That went out.'),
    late: z.boolean().meta({ description: 'Whether a promise to customers was not kept in time.' }),
    latenessReasons: z.array(z.string()),
    stage: z.string(),
    closedAt: at('When it was closed.'),
    outcome: word('What it ended in.'),
    withdrawnAt: at('When the declaration was taken back.'),
    rules: z.string().meta({ description: 'The version of the rules that it is judged by.' }),
  })
  .meta({ id: 'RegisterEntry' });

/** In the order of the sheet. */
export const ENTRY_COLUMNS = Object.keys(entry.shape);

export const registerEntries = z.object({
  asOf: z.iso.datetime(),
  restricted: count('Incidents that are restricted and not yours to see, of any period.'),
  items: z.array(entry),
  next: z.string().optional(),
});

export function registerEntryPaths(): ZodOpenApiPathsObject {
  const found = success('As JSON page by page, as CSV whole.', registerEntries);
  const read = operation(
    'register',
    'Every report, what it was found to be and why (GDPR Art. 33(5)). For auditors, privacy and legal.',
    {
      ...answers(200, '', registerEntries, ['bad-request', 'bad-cursor', 'not-acceptable']),
      200: { ...found, content: { ...found.content, 'text/csv': { schema: z.string() } } },
    },
    { requestParams: { query: registerQuery } },
  );
  return {
    '/api/register/incidents': { get: read },
    '/api/register/incidents/export': { get: whole() },
    '/api/register/incidents/{id}': { get: one() },
  };
}

function whole() {
  return operation(
    'register',
    'All of it that you may see, for other programs. For auditors, privacy and legal.',
    answers(200, 'An array of records, or one document of JSON-LD.', z.unknown(), ['bad-request']),
    { requestParams: { query: registerExportQuery } },
  );
}

const formField = z.object({
  block: z.string().meta({ description: 'Of the form.' }),
  question: z.string(),
  value: word('As known.'),
  lacking: z.enum(['unknown', 'withheld', 'elsewhere']).optional().meta({
    description: 'Why there is no value: not known yet, withheld at this stage, or of the company’s own data.',
  }),
});

const entryWithForm = z
  .object({
    asOf: z.iso.datetime(),
    exercise: exerciseMark.optional(),
    entry,
    form: z.object({
      fields: z.array(formField),
      filled: count('Questions that are answered.'),
      of: count('Questions that an incident answers.'),
    }),
  })
  .meta({ id: 'RegisterEntryWithForm' });

function one() {
  const found = success('As JSON, or as PDF.', entryWithForm);
  const codes: ProblemCode[] = ['bad-request', 'not-acceptable', 'unknown-incident', 'erased', 'unavailable'];
  return operation(
    'register',
    'One line of it, with what an authority’s form asks: which questions are answered, and which are not. For auditors, privacy and legal.',
    {
      ...answers(200, '', entryWithForm, codes),
      200: { ...found, content: { ...found.content, 'application/pdf': { schema: z.string() } } },
    },
    { requestParams: { path: z.object({ id: incidentId('The incident.') }) } },
  );
}
