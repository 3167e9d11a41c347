import { z } from 'zod';
import { ROLES } from '../../domain/primitives/people';
import { line, oneOf, personId } from '../words';

const player = z.strictObject({
  person: personId('A player.'),
  department: line('For which department.', 'security'),
  roles: z.array(oneOf(ROLES, 'A role.')).min(1).max(ROLES.length),
});

/** Of one exercise, or of each of a plan. */
export const whoPlays = {
  facilitator: personId('Who runs it; left out, the first who leads.').optional(),
  team: z
    .array(player)
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Left out: everybody who holds a role that the scenario asks for.' }),
};
