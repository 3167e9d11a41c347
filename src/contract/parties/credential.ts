import { z } from 'zod';
import { oneOf } from '../words';

export const credential = z
  .object({
    kind: oneOf(['key', 'session', 'code'], 'What they had signed in with.'),
    id: z.string().meta({ description: 'Names it, and opens nothing.' }),
  })
  .meta({ id: 'Credential' });
