import { IllegalStateError } from '@temporalio/common';
import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Has the SDK say errors alone. A process has one runtime, which the files that run in it one after the other share. */
export function installRuntime(): void {
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { forward: {} } } });
  } catch (fault) {
    if (!(fault instanceof IllegalStateError)) throw fault;
  }
}
