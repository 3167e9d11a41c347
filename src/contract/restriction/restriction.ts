import { z } from 'zod';
import { LACKS } from '../../domain/restriction/state';
import { LIST_MAX, personId, storedInstant, text } from '../words';

export function people(description: string) {
  return z.array(personId('A person.', 'lead')).min(1).max(LIST_MAX).meta({ description });
}

/** Who is to know of an incident, as a report or a command names them. */
export const naming = z.strictObject({
  reason: text('Why it is restricted.', 'One of us seems to have made the export.').optional(),
  members: people(
    'Who may know of it. Left out: those of privacy, legal and the executives who are not excluded.',
  ).optional(),
  counsel: people('Members, too, who read what is privileged whatever roles they hold.').optional(),
  excluded: people('Under suspicion, or in it themselves: never members, whatever roles they hold.').optional(),
});

const person = z.string().meta({ description: "A person's id.", examples: ['privacy'] });

export const restriction = z
  .object({
    since: storedInstant('Since when.'),
    by: person,
    reason: z.string(),
    members: z.array(z.object({ person, counsel: z.literal(true).optional() })),
    excluded: z.array(person),
    glass: z
      .array(z.object({ person, until: storedInstant('Until when they are in.') }))
      .meta({ description: 'Executives who let themselves in.' }),
    lacking: z.array(z.enum(LACKS)).meta({
      description:
        'What the members cannot do among themselves: approve for a side, draft beside both, decide as executive, add members, or do so as a second person.',
    }),
  })
  .meta({ id: 'Restriction', description: 'Only its members may know of this incident.' });
