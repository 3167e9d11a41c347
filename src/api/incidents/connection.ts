import {
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type ConnectionOptions,
} from '@temporalio/client';

/** gRPC's own reconnection backoff grows up to two minutes. */
const RECONNECT_EVERY_MS = 2_000;
/** Also for RESOURCE_EXHAUSTED: the client's own pause of a second would make it come too late again and again. */
const RETRY_EVERY_MS = 200;

/**
 * Lazy, since reports are accepted while Temporal is down. Calls are retried at a constant interval: the client's growing backoff ignores
 * deadlines, so callers would wait past theirs, and a backoff that outlives the connection ends the process.
 */
export function connectLazily(options: ConnectionOptions): Connection {
  return Connection.lazy({
    ...options,
    channelArgs: { ...options.channelArgs, 'grpc.max_reconnect_backoff_ms': RECONNECT_EVERY_MS },
    interceptors: [
      makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ factor: 1, initialIntervalMs: () => RETRY_EVERY_MS })),
    ],
  });
}
