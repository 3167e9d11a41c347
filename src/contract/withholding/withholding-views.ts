import { z } from 'zod';
import { OUR_ROLES } from '../../domain/case/role';
import { FACT_FIELDS } from '../../domain/notices/facts';
import { APPROVING, GROUNDS } from '../../domain/withholding/state';
import { storedInstant } from '../words';

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

const hold = z
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

const ourRole = z
  .object({ role: z.enum(OUR_ROLES), reason: z.string(), by: person, at: storedInstant('When.') })
  .meta({ id: 'OurRole', description: 'What we are of the data concerned; without it a processor.' });

const authorityFiling = z
  .object({
    authority: z.string(),
    by: person,
    at: storedInstant('When it was notified, or that it need not be was recorded.'),
    reference: z.string().optional(),
    lateReason: z.string().optional(),
    notRequired: z.string().optional().meta({ description: 'Why it need not be.' }),
  })
  .meta({ id: 'AuthorityFiling' });

/** Of a notice, before it goes out. */
export const judged = {
  names: z
    .array(z.object({ customer: z.string(), where: z.string() }))
    .optional()
    .meta({ description: 'Other customers whose names its recipients would read: it cannot be approved.' }),
  held: hold.optional(),
};

/** Of an incident whose data we control. */
export const ours = {
  ourRole: ourRole.optional(),
  filings: z.array(authorityFiling).optional().meta({ description: 'Our own notifications to authorities.' }),
};
