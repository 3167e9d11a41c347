import { z } from 'zod';
import { line, recentInstant, instant, sha256, storedInstant, text } from '../words';

/** Of one file. */
export const EVIDENCE_MAX_BYTES = 100 * 1024 * 1024;

const number = z
  .int()
  .min(1)
  .max(9_999)
  .meta({ description: 'The number of the piece of evidence.', examples: [1] });

const file = z.strictObject({
  name: line('Its name.', 'access.log'),
  sha256: sha256('Of its bytes.'),
  bytes: z
    .int()
    .min(1)
    .max(EVIDENCE_MAX_BYTES)
    .meta({ description: 'How many.', examples: [20_480] }),
});

const what = {
  title: line('What it is.', 'Access log of the container, 12 to 23 November'),
  collectedBy: line('Who collected it, if it was not you.', 'Nils Roth, service desk').optional(),
};

/** What is said of evidence. */
export const evidencePayloads = {
  'record-evidence': z.strictObject({
    ...what,
    reference: line(
      'Where it lies, of what is not sent as a file.',
      'Safe of the legal department, envelope 17',
    ).optional(),
    file: file.optional().meta({ description: 'That the register keeps.' }),
    collectedAt: instant('When it was collected.'),
  }),
  'pass-evidence': z.strictObject({
    evidence: number,
    to: line('Who has it from now on.', 'Forensics laboratory, Ada Brandt'),
    reason: text('Why.', 'To make an image of the disk.'),
  }),
};

/** A file comes as itself, to an address of its own. */
export const evidenceBodies = {
  'record-evidence': evidencePayloads['record-evidence'].omit({ file: true }),
};

export const evidenceQuery = z.strictObject({
  ...what,
  name: line('Its name.', 'access.log'),
  collectedAt: recentInstant('When it was collected.'),
});

export const evidence = z
  .object({
    number: z.int(),
    title: z.string(),
    reference: z.string().optional().meta({ description: 'Where it lies.' }),
    file: z
      .object({ name: z.string(), sha256: z.string(), bytes: z.int() })
      .optional()
      .meta({ description: 'Kept in the register, sealed.' }),
    collectedBy: z.string(),
    collectedAt: storedInstant('When it was collected.'),
    custody: z
      .array(
        z.object({
          holder: z.string(),
          at: storedInstant('From when.'),
          by: z.string().meta({ description: 'Who said so.' }),
          reason: z.string().optional(),
        }),
      )
      .meta({ description: 'Who had it, in turn. It only grows.' }),
  })
  .meta({ id: 'Evidence' });
