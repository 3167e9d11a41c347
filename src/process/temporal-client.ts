import { Client, Connection } from '@temporalio/client';
import { converterFor, type KeyRing } from '../codec';
import type { Process } from '../domain/primitives/seal';
import type { Config } from './config';

/**
 * Needed to read histories. One page of a history may hold many large events, and gRPC accepts no answer beyond 4 MB unless told so under
 * this name; the client's own default lacks the prefix and is ignored. A worker's native connection accepts 128 MB by default.
 */
export const HISTORIES = { 'grpc.max_receive_message_length': -1 };

/** Connects lazily: the first call fails if Temporal is down. Without a key ring, encrypted payloads stay encrypted. */
export function temporalClient({ temporal }: Pick<Config, 'temporal'>, seals?: Seals): Client {
  const { connectionOptions, namespace } = temporal;
  return new Client({
    connection: Connection.lazy({ ...connectionOptions, channelArgs: HISTORIES }),
    namespace,
    ...(seals && { dataConverter: converterFor(seals.keyRing, seals.by) }),
  });
}

/** With which keys a process seals, and as what. */
export interface Seals {
  keyRing: KeyRing;
  by: Process;
}
