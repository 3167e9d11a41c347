import { z } from 'zod';
import { incidentId, personId, storedInstant } from '../words';

const MATCHES = ['return-address', 'id', 'recipient'] as const;
const KINDS = ['failure', 'delay', 'delivered', 'automatic', 'complaint', 'reply'] as const;

const kind = z.enum(KINDS).meta({
  description:
    '`failure`: nobody gets it any more. `delay`: the server goes on trying. `automatic`: a machine answered. `complaint`: called unwanted. `reply`: somebody wrote.',
});

export const takenMail = z
  .object({
    kind,
    report: z
      .object({ incident: incidentId('Its case.'), outcome: z.enum(['reported', 'added', 'known']) })
      .optional()
      .meta({
        description: 'What a mail to an address for reports became: a case, words more of one, or nothing new.',
      }),
    matched: z
      .object({
        by: z.enum(MATCHES),
        incident: z.string(),
        notice: z.int(),
        delivery: z.string(),
      })
      .optional()
      .meta({ description: 'The delivery that it is about, where it was found.' }),
  })
  .meta({ id: 'TakenMail' });

export const returnedMail = z
  .object({
    id: z.int().meta({ description: 'Names it among all.', examples: [1] }),
    kind,
    matchedBy: z.enum(MATCHES).optional(),
    incident: z.string().optional(),
    notice: z.int().optional(),
    delivery: z.string().optional(),
    sender: z.string().optional(),
    subject: z.string(),
    words: z.string().meta({ description: 'Of a server, or the beginning of what somebody wrote.' }),
    recipients: z.array(z.string()).meta({ description: 'Whom it is about, where it says so.' }),
    waits: z.boolean(),
    receivedAt: storedInstant('When.'),
    settledAt: storedInstant('When a person was done with it.').optional(),
    settledBy: personId('Who.').optional(),
  })
  .meta({ id: 'ReturnedMail' });

export const returnedMails = z.object({ items: z.array(returnedMail) }).meta({ id: 'ReturnedMails' });
export const settledMail = z.object({ id: z.int(), settledAt: storedInstant('When.') });
export const returnedMailSecret = z.object({ secret: z.string().meta({ description: 'Of whoever posts mail.' }) });
