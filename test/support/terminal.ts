import { parseKeyRing, seal } from '../../src/codec';
import type { Role } from '../../src/domain/primitives/people';
import { workflowPlace } from '../../src/domain/primitives/seal';
import { clear, createForger } from './forger';
import { KEY_RING } from './key-ring';
import type { TemporalServer } from './temporal-server';

const RING = parseKeyRing(KEY_RING, 'the ring of the tests');

/** Gives a command as a signal that the person sealed for this incident, as a terminal with the key of that person does. */
export async function signalAs(
  temporal: TemporalServer,
  role: Role,
  { id, name, message }: { id: string; name: string; message: object },
): Promise<void> {
  const by = { id: role, roles: [role], command: name };
  const sealed = seal(RING, clear(message), { by, for: workflowPlace(temporal.namespace, id) });
  await createForger(temporal).signal(id, name, sealed);
}
