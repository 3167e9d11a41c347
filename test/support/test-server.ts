import type { ConnectionPlugin } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';

const ATTEMPTS = 5;

/**
 * The server hangs up on whoever pings it more often than every five minutes, as servers of grpc-java do, and the client pings every thirty seconds: a call
 * that is under way for longer than that, as on a busy machine, would be lost.
 */
const WITHOUT_PINGS: ConnectionPlugin = {
  name: 'without pings',
  configureConnection: (options) => ({
    ...options,
    channelArgs: {
      ...options.channelArgs,
      'grpc.keepalive_time_ms': undefined,
      'grpc.keepalive_permit_without_calls': undefined,
    },
  }),
};

/** A time-skipping Temporal server. The SDK gives it five seconds to start, which a busy machine may exceed. */
export async function startTestServer(): Promise<TestWorkflowEnvironment> {
  const path = process.env.TOCSIN_TEST_SERVER_PROGRAM;
  const server = path ? { executable: { type: 'existing-path', path } as const } : {};
  for (let attempt = 1; ; attempt += 1) {
    try {
      const env = await TestWorkflowEnvironment.createTimeSkipping({ server, plugins: [WITHOUT_PINGS] });
      // On its first jump a fresh server runs past tasks that are under way; this one passes nothing.
      await env.sleep('1s');
      return env;
    } catch (fault) {
      if (attempt === ATTEMPTS) throw fault;
    }
  }
}
