import { z } from 'zod';
import { instantFrom } from '../../domain/primitives/instant';
import { listQuery } from '../queries';
import { incidentId, instant, personId, storedInstant } from '../words';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';

const bound = (description: string) =>
  instant(description)
    .transform((text) => instantFrom(text) as Instant)
    .optional();

export const accessQuery = listQuery.extend({
  incident: incidentId('Of this incident alone.')
    .transform((id) => id as IncidentId)
    .optional(),
  person: personId('Of this person alone.').optional(),
  from: bound('Not before.'),
  to: bound('Before.'),
});

export const ACCESS_COLUMNS = [
  'at',
  'person',
  'credential',
  'method',
  'route',
  'incident',
  'section',
  'status',
  'problem',
] as const;

const accessRow = z
  .object({
    at: storedInstant('When; a reading, the first within its minute.'),
    person: z.string().optional().meta({ description: 'None of a sign-in that failed.' }),
    credential: z.string().optional().meta({ description: 'The key or session, by its id.' }),
    method: z.string(),
    route: z.string().meta({ description: "The route's pattern." }),
    incident: z.string().optional(),
    section: z.string().optional().meta({ description: 'What was read; none of what was refused.' }),
    status: z.int(),
    problem: z.string().optional(),
  })
  .meta({ id: 'Access' });

export const accessList = z
  .object({
    asOf: storedInstant('What was read or refused before this instant is in it.'),
    items: z.array(accessRow),
    next: z.string().optional(),
  })
  .meta({ id: 'AccessList' });
