import { TestWorkflowEnvironment } from '@temporalio/testing';

const ATTEMPTS = 5;

/** A time-skipping Temporal server. The SDK gives it five seconds to start, which a busy machine may exceed. */
export async function startTestServer(): Promise<TestWorkflowEnvironment> {
  const path = process.env.TOCSIN_TEST_SERVER_PROGRAM;
  const server = path ? { executable: { type: 'existing-path', path } as const } : {};
  for (let attempt = 1; ; attempt += 1) {
    try {
      const env = await TestWorkflowEnvironment.createTimeSkipping({ server });
      // On its first jump a fresh server runs past tasks that are under way; this one passes nothing.
      await env.sleep('1s');
      return env;
    } catch (fault) {
      if (attempt === ATTEMPTS) throw fault;
    }
  }
}
