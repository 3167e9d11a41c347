import {
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type ConnectionOptions,
} from '@temporalio/client';

/** By itself gRPC would look for a server that is away ever more seldom, up to two minutes apart. */
const RECONNECT_EVERY = 2_000;
/** Also where Temporal says that it has too much in hand: the client would stay away for a second, and come too late again and again. */
const RETRY_EVERY_MS = 200;

/**
 * Lazy, for reports are taken while Temporal is away. Calls are tried again at an even pace: the client's growing pauses look at no
 * deadline, so that whoever asked would wait past it, and a pause that outlives the connection ends the process.
 */
export function connectLazily(options: ConnectionOptions): Connection {
  return Connection.lazy({
    ...options,
    channelArgs: { ...options.channelArgs, 'grpc.max_reconnect_backoff_ms': RECONNECT_EVERY },
    interceptors: [
      makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ factor: 1, initialIntervalMs: () => RETRY_EVERY_MS })),
    ],
  });
}
