import { z } from 'zod';
import { count } from './words';

/** What came back of a notice; each is a number of mails. */
export const marks = z.object({
  opened: count('Opened, perhaps by a scanner.'),
  confirmed: count('Confirmed by a person.'),
  wrongPerson: count('Said to be at the wrong person.'),
  bounced: count('Came back as undeliverable.'),
});
