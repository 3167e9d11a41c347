import { z } from 'zod';
import { RUNGS } from '../../domain/notices/state';
import { count, storedInstant } from '../words';

/** What came back of a notice; each is a number of mails. */
export const marks = z.object({
  opened: count('Opened, perhaps by a scanner.'),
  confirmed: count('Confirmed by a person.'),
  wrongPerson: count('Said to be at the wrong person.'),
  bounced: count('Came back as undeliverable.'),
});

/** Of a notice, once it was asked who is silent. */
export const silence = z.object({
  rung: z.enum(RUNGS).meta({ description: 'Who was tried last: the other contacts of their accounts, or a person.' }),
  counts: count('How often it was counted.'),
  customers: count('Who neither opened nor answered it.'),
  planned: count('Other contacts that got it for that.'),
  at: storedInstant('When it was counted.'),
  asked: z.literal(true).optional().meta({ description: 'A count is under way.' }),
});
