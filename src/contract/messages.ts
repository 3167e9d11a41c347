import { z } from 'zod';
import { PERSON_COMMANDS, SYSTEM_COMMANDS, type CommandName } from '../domain/commands';
import { ROLES } from '../domain/primitives/people';
import { personPayloads } from './commands';
import { systemPayloads } from './system';
import { LIST_MAX, personId, recordId, sha256 } from './words';

/** What stands beside the payload in a message to an incident. All but `by` is set by our own API and lanes. */
const envelope = {
  by: personId('Who says it.'),
  door: z.enum(['api', 'system']).optional(),
  roles: z.array(z.enum(ROLES)).max(ROLES.length).optional(),
  key: sha256('Knows a repeated message as one.').optional(),
  bodyHash: sha256('Knows another body under the same key.').optional(),
  stamped: z.boolean().optional(),
  credential: z
    .object({ kind: z.enum(['key', 'session', 'code']), id: recordId('Of the key or session.', 'k-0a1b') })
    .optional(),
  alsoAs: z.array(personId('Another account of the same human.')).max(LIST_MAX).optional(),
};

export const ENVELOPE_FIELDS = Object.keys(envelope);
/** The envelope alone: the rest of the message is the payload's business. */
export const personEnvelope = z.object(envelope);
export const systemEnvelope = z.object({ ...envelope, by: envelope.by.optional() });

/** The one JSON object that a signal or an update carries, by the command's name. */
export const messages: Readonly<Record<CommandName, z.ZodType>> = {
  ...made(PERSON_COMMANDS, (name) => personPayloads[name].extend(envelope)),
  ...made(SYSTEM_COMMANDS, (name) => systemPayloads[name].extend(systemEnvelope.shape)),
};

function made<Name extends CommandName>(names: Name[], schema: (name: Name) => z.ZodType): Record<Name, z.ZodType> {
  return Object.fromEntries(names.map((name) => [name, schema(name)])) as Record<Name, z.ZodType>;
}
