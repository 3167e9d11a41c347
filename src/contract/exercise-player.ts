import { z } from 'zod';
import { ROLES } from '../domain/primitives/people';
import { line, oneOf, personId } from './words';

export const player = z.strictObject({
  person: personId('A player.'),
  department: line('For which department.', 'security'),
  roles: z.array(oneOf(ROLES, 'A role.')).min(1).max(ROLES.length),
});
