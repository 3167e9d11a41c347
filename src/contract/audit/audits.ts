import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, body, failures, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import type { ProblemCode } from '../problems';
import { count, incidentId, line, personId, recentInstant, storedInstant, text } from '../words';

export const auditId = z
  .string()
  .regex(/^AUD-\d{4}-\d{4,9}$/u, 'must be the id of an audit, such as AUD-2026-0001')
  .meta({ description: 'Of an audit.', examples: ['AUD-2026-0001'] });

export const newAudit = z
  .strictObject({
    standard: line('What is audited against.', 'ISO/IEC 27001:2022'),
    from: recentInstant('The period: what was reported then or later.', '2026-01-01T00:00:00Z'),
    to: recentInstant('And before.', '2027-01-01T00:00:00Z'),
  })
  .meta({ id: 'NewAudit' });

export const newSample = z
  .strictObject({
    count: z
      .int()
      .min(1)
      .max(200)
      .meta({ description: 'How many incidents are drawn.', examples: [25] }),
    seed: line('What they are drawn by: whoever has the population draws the same.', '2026, 48-17-3'),
  })
  .meta({ id: 'NewAuditSample' });

export const newFinding = z
  .strictObject({
    finding: text('What was found.', 'Two of 25 incidents have no recorded severity reason.'),
    action: text('What is to be done.', 'Ask for the reason when triage ends.'),
    owner: personId('Whose it is.', 'lead'),
    dueAt: recentInstant('By when.', '2027-02-01T00:00:00Z'),
  })
  .meta({ id: 'NewAuditFinding' });

export const findingDone = z
  .strictObject({ words: text('What was done.', 'The form asks for it.') })
  .meta({ id: 'AuditFindingDone' });
export const auditClosed = z
  .strictObject({ statement: text('What the auditor concludes.', 'Effective, with one minor finding.') })
  .meta({ id: 'AuditClosed' });

export const audit = z
  .object({
    id: auditId,
    standard: z.string(),
    fromAt: storedInstant('From when.'),
    toAt: storedInstant('Until before.'),
    auditor: personId('Who opened it.'),
    openedAt: storedInstant('When.'),
    closedAt: storedInstant('When it was closed.').optional(),
    statement: z.string().optional(),
  })
  .meta({ id: 'Audit' });

export const wholeAudit = audit
  .extend({
    samples: z.array(
      z.object({
        number: z.int(),
        seed: z.string(),
        drawnAt: storedInstant('When.'),
        population: count('Out of how many.'),
        incidents: z.array(incidentId('One that was drawn.')),
      }),
    ),
    findings: z.array(
      z.object({
        number: z.int(),
        ...newFinding.shape,
        foundAt: storedInstant('When.'),
        doneAt: storedInstant('When it was done.').optional(),
        doneBy: z.string().optional(),
        doneWords: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'WholeAudit' });

const path = z.object({ id: auditId });

export function auditPaths(): ZodOpenApiPathsObject {
  return {
    '/api/audits': {
      get: operation(
        'audits',
        'Audits, the newest first. For auditors, privacy, legal and executives.',
        answers(200, 'All.', z.object({ asOf: z.string(), items: z.array(audit) }), ['bad-request']),
      ),
      post: operation('audits', 'Open an audit. For auditors.', opened(), {
        requestParams: { header: onceHeader },
        ...body(newAudit),
      }),
    },
    '/api/audits/{id}': {
      get: operation(
        'audits',
        'One audit, with its samples and findings; for whoever mends a finding that one alone.',
        answers(200, 'As it stands.', wholeAudit, ['bad-request', 'not-found']),
        { requestParams: { path } },
      ),
    },
    ...actPaths(),
    '/api/audits/{id}/bundle': { get: bundle() },
  };
}

function opened() {
  const headers = replayed.extend({ Location: z.string() });
  return answers(201, 'Open.', wholeAudit, [...WRITING, 'impossible-instant'], headers);
}

function actPaths(): ZodOpenApiPathsObject {
  const act = (summary: string, schema: z.ZodType, code: ProblemCode, to: z.ZodObject = path) => ({
    post: operation(
      'audits',
      summary,
      answers(200, 'As it stands then.', wholeAudit, [...WRITING, 'not-found', code], replayed),
      { requestParams: { path: to, header: onceHeader }, ...body(schema) },
    ),
  });
  const ofFinding = path.extend({ number: z.string().meta({ description: 'Of the finding.' }) });
  return {
    '/api/audits/{id}/samples': act('Draw incidents of its period by a seed. For auditors.', newSample, 'nothing-open'),
    '/api/audits/{id}/findings': act(
      'Record what was found, as something to be done. For auditors.',
      newFinding,
      'unknown-person',
    ),
    '/api/audits/{id}/findings/{number}/done': act(
      'Say that what was found is done. For its owner, and for auditors.',
      findingDone,
      'nothing-open',
      ofFinding,
    ),
    '/api/audits/{id}/close': act('Close it. What was found goes on. For auditors.', auditClosed, 'nothing-open'),
  };
}

function bundle() {
  return operation(
    'audits',
    'All of its period, and of each incident drawn what proves its notices: sealed, and checked anywhere by `npm run verify-bundle FILE`. For auditors.',
    {
      200: { description: 'A ZIP.', content: { 'application/zip': { schema: z.string() } } },
      ...failures(['bad-request', 'not-found', 'unknown-incident', 'erased', 'clock']),
    },
    { requestParams: { path } },
  );
}
