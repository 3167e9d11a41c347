import { Client, Connection } from '@temporalio/client';
import { converterFor, type KeyRing } from '../codec';
import type { Config } from './config';

/**
 * Whoever reads histories. One page of a history may hold many large events, and gRPC takes no answer beyond 4 MB unless told so by this
 * name; the client's own default lacks the prefix, and is passed over. A worker's native connection takes 128 MB by itself.
 */
const CHANNEL = { 'grpc.max_receive_message_length': -1 };

/** Lazy: that Temporal is away is told by the first call. Without a key ring what is encrypted stays so. */
export function temporalClient({ temporal }: Pick<Config, 'temporal'>, keyRing?: KeyRing): Client {
  const { connectionOptions, namespace } = temporal;
  return new Client({
    connection: Connection.lazy({ ...connectionOptions, channelArgs: CHANNEL }),
    namespace,
    ...(keyRing && { dataConverter: converterFor(keyRing) }),
  });
}
