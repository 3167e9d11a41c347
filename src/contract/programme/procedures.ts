import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, body, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import { instant, line, recordId, sha256, storedInstant } from '../words';

const PROCEDURE_MAX = 100_000;

export const procedureRef = {
  name: recordId('Its name, which stays.', 'incident-response'),
  version: recordId('Of the version.', '2.4'),
};

export const newProcedure = z
  .strictObject({
    ...procedureRef,
    title: line('What it is called.', 'Incident response, standard operating procedure'),
    text: z
      .string()
      .min(1)
      .max(PROCEDURE_MAX)
      .meta({
        description: 'The whole text, as plain text or Markdown.',
        examples: ['1. Whoever notices something reports it.'],
      }),
    inForceFrom: instant(
      'From when it is to hold; left out, from its second approval, and never before that.',
    ).optional(),
  })
  .meta({ id: 'NewProcedure' });

export const procedureApproval = z
  .strictObject({ sha256: sha256('Of the text that you read.') })
  .meta({ id: 'ProcedureApproval' });

export const procedureHead = z
  .object({
    ...procedureRef,
    title: z.string(),
    sha256: sha256('Of its text.'),
    wantedFrom: storedInstant('From when it was to hold.').optional(),
    draftedBy: z.string(),
    draftedAt: storedInstant('When.'),
    approvedBy: z.array(z.string()),
    inForceFrom: storedInstant('Since when it holds, or will; none while it waits for approval.').optional(),
  })
  .meta({ id: 'Procedure' });
export const wholeProcedure = procedureHead.extend({ content: z.string() }).meta({ id: 'WholeProcedure' });

const path = z.object(procedureRef);

export function procedurePaths(): ZodOpenApiPathsObject {
  return {
    '/api/procedures': {
      get: operation(
        'post-mortems',
        'Every version of every procedure. For all but reporters.',
        answers(200, 'By name, the newest version first.', z.object({ items: z.array(procedureHead) }), [
          'bad-request',
          'not-permitted',
        ]),
      ),
      post: operation(
        'post-mortems',
        'Draft a version of a procedure. Two people who did not draft it approve it; then it holds. For lead, privacy and legal.',
        answers(
          201,
          'Drafted.',
          wholeProcedure,
          [...WRITING, 'not-permitted', 'already-so', 'impossible-instant'],
          replayed,
        ),
        { requestParams: { header: onceHeader }, ...body(newProcedure) },
      ),
    },
    '/api/procedures/{name}/{version}': {
      get: operation(
        'post-mortems',
        'One version, with its text.',
        answers(200, 'As it stands.', wholeProcedure, ['bad-request', 'not-permitted', 'not-found']),
        { requestParams: { path } },
      ),
    },
    '/api/procedures/{name}/{version}/approve': {
      post: operation(
        'post-mortems',
        'Approve a version by the hash of its text. For lead, privacy and legal; not for who drafted it.',
        answers(
          200,
          'Approved.',
          wholeProcedure,
          [...WRITING, 'not-permitted', 'not-found', 'already-so', 'second-person', 'stale-text'],
          replayed,
        ),
        { requestParams: { path, header: onceHeader }, ...body(procedureApproval) },
      ),
    },
  };
}
