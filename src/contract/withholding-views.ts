import { z } from 'zod';
import { FACT_FIELDS } from '../domain/notices/facts';
import { APPROVING, GROUNDS } from '../domain/withholding/state';
import { storedInstant } from './words';

const person = z.string().meta({ description: "A person's id.", examples: ['privacy'] });

export const withholding = z
  .object({
    number: z.int(),
    field: z.enum(FACT_FIELDS).meta({ description: 'Where it would stand in the letter.' }),
    ground: z.enum(GROUNDS),
    why: z.string().optional().meta({ description: 'Of the ground "other", which it is.' }),
    seal: z.string().meta({ description: 'HMAC-SHA-256 of the words, under a key of the incident.' }),
    askedBy: person,
    askedAt: storedInstant('When.'),
    approvals: z.array(z.object({ by: person, as: z.enum(APPROVING), at: storedInstant('When.') })),
    reviewBy: storedInstant('When it is looked at again.'),
    status: z.enum(['standing', 'declined', 'released']),
  })
  .meta({ id: 'Withholding' });

export const hold = z
  .object({
    by: person,
    at: storedInstant('When.'),
    reason: z.string(),
    risk: z.string(),
    approver: person,
    reviewBy: storedInstant('When it is looked at again.'),
    confirmedAt: storedInstant('When its approver confirmed it.').optional(),
  })
  .meta({ id: 'Hold', description: 'It is not released meanwhile; what is promised to customers runs on.' });
