import { z } from 'zod';
import { person } from './people';
import { oneOf, storedInstant } from '../words';

/** The body, or the form, that signs a browser in. */
export const keyForm = z.object({
  key: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .meta({ description: 'A key of yours.', examples: ['tocsin_…'] }),
});

export const sessionId = z
  .string()
  .regex(/^s-[0-9a-f]{12}$/u, 'must be the id of a session, such as s-0a1b2c3d4e5f')
  .meta({ description: 'What lists and DELETE name the session by.', examples: ['s-0a1b2c3d4e5f'] });

export const sessionRow = z
  .object({
    id: sessionId,
    person: z.string(),
    key: z.string().optional().meta({
      description: 'The key that it was begun with, and ends with; absent if by the identity provider.',
    }),
    isThis: z.boolean().meta({ description: 'It is the session of this very request.' }),
    createdAt: storedInstant('When it was begun.'),
    lastUsedAt: storedInstant('To a minute.'),
    expiresAt: storedInstant('It ends then, however much it is used.'),
    userAgent: z.string().meta({ description: 'The browser, in short.', examples: ['Firefox, Android'] }),
  })
  .meta({ id: 'Session' });

export const sessionList = z.object({ asOf: z.string(), items: z.array(sessionRow) });

/** Who is signed in, and by what. */
export const signedIn = z
  .object({
    person,
    credential: z.object({
      kind: oneOf(['key', 'session'], 'What this request is signed in by.'),
      id: z.string().meta({ description: 'Of the key or session; it opens nothing.' }),
    }),
    expiresAt: storedInstant('Until then it is good, unless a session is left unused before.'),
  })
  .meta({ id: 'SignedIn' });
