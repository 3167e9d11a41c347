import { z } from 'zod';
import { ADMINISTRATIVE_ACTS } from '../../domain/administration/story';
import { credential } from '../parties/credential';
import { listQuery } from '../queries';
import { line, oneOf, personId, recentInstant, sha256, storedInstant } from '../words';
import { instantFrom } from '../../domain/primitives/instant';

const change = z.record(z.string(), z.unknown()).meta({ description: 'By field: ids, roles and counts.' });

export const administrativePage = z
  .object({
    sequence: z.int().meta({ description: 'From 1, without a gap.' }),
    at: storedInstant('When it was done.'),
    by: z.string().meta({ description: 'Whose act it is; `system` is the shell, or a process at its start.' }),
    credential: credential.optional(),
    confirmed: z
      .object({ by: z.string(), credential: credential.optional(), asked: z.int() })
      .optional()
      .meta({ description: 'The second person, and the page in which it was asked for.' }),
    act: oneOf(ADMINISTRATIVE_ACTS, 'What was done.'),
    subject: z.string().meta({ description: 'To what, as the API names it.', examples: ['people/anna.l'] }),
    change,
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'Names and addresses, which lie beside the page; absent where they were erased.' }),
    erasedAt: storedInstant('When its names and addresses were erased.').optional(),
    sha256: sha256('Of the page.'),
    chain: sha256('Of the chain before it and its own SHA-256, written one after the other.'),
  })
  .meta({ id: 'AdministrativePage' });

function moment(description: string) {
  return recentInstant(description)
    .transform((text) => instantFrom(text))
    .optional();
}

export const administrationQuery = listQuery.extend({
  subject: line('What was done to exactly this.', 'people/anna.l').optional(),
  person: personId('Whose act it is, who confirmed it, or whom it is about.', 'anna.l').optional(),
  act: z.enum(ADMINISTRATIVE_ACTS).optional(),
  from: moment('Done then or later.'),
  to: moment('Done before.'),
});

const asked = {
  asked: z.int().meta({ description: 'The page in which it was asked for; its number is what is confirmed.' }),
  expiresAt: storedInstant('It waits until then.'),
  confirmers: z.array(z.string()).meta({ description: 'Who may confirm it: another human than who asked.' }),
};

export const askedAct = z.object(asked).meta({ id: 'AskedAct', description: 'It takes two people, and waits.' });

export const pendingAct = z
  .object({
    ...asked,
    isOvertaken: z.boolean().meta({ description: 'Somebody whom it is about has changed since: ask for it again.' }),
    page: administrativePage,
  })
  .meta({ id: 'PendingAct' });

export const settledAct = z.object({ asked: asked.asked }).meta({ id: 'SettledAct' });

export const keyGrant = z
  .object({
    person: z.string().meta({ description: 'To whom a code is mailed, once nobody else has to agree.' }),
    granted: z.int().optional().meta({ description: 'The page of it.' }),
    ...z.object(asked).partial().shape,
  })
  .meta({ id: 'KeyGrant' });
