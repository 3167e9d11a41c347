import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, Worker, type LogLevel } from '@temporalio/worker';
import { createActivities, keepPeople, openMailChannel } from './activities';
import type { Config } from './config';
import { instantAt } from './domain/instant';
import { run, StartFault } from './entry';
import { createLog, type Logger } from './log';
import { openRegister, type Register } from './register';
import { TASK_QUEUE } from './workflows/messages';

export interface RunningWorker {
  /** Rejects if it stopped by itself; it does not come back then. */
  ended: Promise<void>;
  /** Takes no new work, lets what is in hand finish, and leaves. */
  stop: () => Promise<void>;
}

/** Longer than the longest single mail or register write; what is still under way then is taken up again elsewhere. */
const GRACE = '10s';
const FORCE = '15s';

/** How long a command waits for a worker that died before another one takes its incident: far less than the API waits for the answer. */
const HANDED_ON_AFTER = '3s';

/** What a worker holds in memory does not grow with the incidents that are open; one that is woken beyond these is read anew from its history. */
const IN_MEMORY_AT_MOST = 500;

export async function startWorker(config: Config, register: Register, log: Logger): Promise<RunningWorker> {
  Runtime.install({ logger: temporalLogger(log), shutdownSignals: [], telemetryOptions: { logging: { forward: {} } } });
  const connection = await NativeConnection.connect(config.temporal.connectionOptions).catch((fault: unknown) => {
    throw new StartFault(
      `Temporal cannot be reached at ${config.temporal.address}: ${String(fault)}. Start it, or mend TEMPORAL_ADDRESS.`,
    );
  });
  const mail = openMailChannel({ url: config.mail.smtpUrl, from: config.mail.from });
  const people = keepPeople({ register, file: join(config.dataFolder, 'people.json'), log });
  await people
    .refresh()
    .catch((fault: unknown) => log.warn({ fault: String(fault) }, 'The people list could not be read yet'));
  const worker = await Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { codePath: join(__dirname, 'workflow-bundle.js') },
    activities: createActivities({
      register,
      mail,
      people,
      log,
      clock: () => instantAt(Date.now()),
      ...placesOf(config),
    }),
    stickyQueueScheduleToStartTimeout: HANDED_ON_AFTER,
    maxCachedWorkflows: IN_MEMORY_AT_MOST,
    shutdownGraceTime: GRACE,
    shutdownForceTime: FORCE,
  });
  const running = worker.run();
  let isAsked = false;
  const ended = running.catch((fault: unknown) => {
    log.fatal({ fault: String(fault) }, 'the worker stopped');
    if (!isAsked) throw fault;
  });
  ended.catch(() => undefined);
  return {
    ended,
    stop: async () => {
      isAsked = true;
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended.catch(() => undefined);
      mail.close();
      await connection.close();
    },
  };
}

function placesOf({ http, uiUrl, temporal }: Config) {
  return { publicUrl: http.publicUrl, uiUrl, namespace: temporal.namespace };
}

function temporalLogger(log: Logger): DefaultLogger {
  return new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { sdkComponent, workflowId, activityType, attempt, error } = (meta ?? {}) as Record<string, unknown>;
    log[PINO_LEVELS[level]](
      { sdkComponent, workflowId, activityType, attempt, error: error instanceof Error ? error.message : undefined },
      message,
    );
  });
}

const PINO_LEVELS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<LogLevel, string>;

if (require.main === module) {
  void run(async (config) => {
    if (!config.databaseUrl)
      throw new StartFault('A worker on its own needs DATABASE_URL; the embedded register serves one process only.');
    const register = await openRegister({ databaseUrl: config.databaseUrl });
    const worker = await startWorker(config, register, createLog(config.logLevel));
    // Whoever runs it starts it anew; a process that stayed would look alive and do nothing.
    worker.ended.catch(() => process.exit(1));
    return async () => {
      await worker.stop();
      await register.close();
    };
  });
}
