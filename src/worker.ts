import { join } from 'node:path';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type LogLevel,
  type WorkerOptions,
} from '@temporalio/worker';
import {
  createActivities,
  createCheckActivities,
  heldBack,
  keepPeople,
  openMailChannel,
  tellingOfClocks,
  tlsPolicy,
} from './activities';
import { keepClock, type Clock } from './clock';
import { workerConverterFor } from './codec';
import type { Config } from './config';
import { run, StartFault } from './entry';
import { keyRingOf } from './keys';
import { createLog, type Logger } from './log';
import { sharedRegisterOf } from './open-register';
import type { Register } from './register';
import { temporalClient } from './temporal-client';
import { check } from './upkeep/check';
import { keepCheckScheduled } from './upkeep/schedule';
import type { ReverseProxy } from './web/reverse-proxy';
import { openMetricsProxy, metricsAt, portForMetrics, workerCounts } from './worker-metrics';
import { MAIL_QUEUE, TASK_QUEUE } from './workflows/messages';

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

/**
 * A task that takes longer than Temporal waits for it is thrown away and tried again. The SDK by itself would cut it off after five seconds and,
 * if the incident then had a promise in hand, end the worker with all its incidents. The option is not in its types, but it is taken.
 */
const UNCUT = { isolateExecutionTimeout: '1m' };

/** What waits for a mail server; more than the lines to it, fewer than would keep a crowd of promises that are due at once from being heard. */
const MAIL_AT_ONCE = 20;

/** Without it the SDK sends a heartbeat after 80 % of its timeout, which leaves a busy machine little margin. */
const HEARTBEAT_THROTTLE = '2s';

export async function startWorker(
  config: Config,
  register: Register,
  log: Logger,
  clock: Clock,
): Promise<RunningWorker> {
  const keyRing = keyRingOf(config, log);
  const metrics = await installRuntime(config, log);
  const connection = await connected(config);
  for (const warning of tlsPolicy(config.mail.smtpUrl).warnings) log.warn({}, warning);
  const counts = workerCounts(Runtime.instance().metricMeter, clock);
  const anyMail = openMailChannel({ url: smtpUrlOf(config.mail), from: config.mail.from });
  const mail = counts.ofMail(heldBack(anyMail, clock.isOff));
  const people = keepPeople({ register, file: join(config.dataFolder, 'people.json'), log });
  await people.refresh().catch((fault: unknown) => log.warn({ err: fault }, 'The people list could not be read yet'));
  const client = temporalClient(config, keyRing);
  const places = placesOf(config);
  const common = { register, mail, people, log, clock: clock.now };
  const tellOfClocks = tellingOfClocks({ register, mail: anyMail, people, log, publicUrl: places.publicUrl });
  clock.atEachLook(() => void tellOfClocks());
  const activities = createActivities({ ...common, ...places });
  const lanes = await lanesOf({
    connection,
    namespace: config.temporal.namespace,
    dataConverter: workerConverterFor(keyRing),
    activities: counts.ofEffects({
      ...activities,
      ...createCheckActivities({ ...common, publicUrl: places.publicUrl, check: () => check(register, client) }),
      recordPages: counts.ofPages(activities.recordPages),
    }),
    shutdownGraceTime: GRACE,
    shutdownForceTime: FORCE,
  });
  const running = lanes.map((lane) => lane.run());
  const stopping = new AbortController();
  void keepCheckScheduled({ client, log }, stopping.signal);
  let isAsked = false;
  const ended = Promise.all(running).then(
    () => undefined,
    (fault: unknown) => {
      log.fatal({ err: fault }, 'the worker stopped');
      if (!isAsked) throw fault;
    },
  );
  ended.catch(() => undefined);
  return {
    ended,
    stop: async () => {
      isAsked = true;
      stopping.abort();
      for (const lane of lanes) if (lane.getState() === 'RUNNING') lane.shutdown();
      await Promise.allSettled(running);
      mail.close();
      await connection.close();
      await client.connection.close();
      await metrics?.close();
    },
  };
}

function connected({ temporal: { address, connectionOptions } }: Config): Promise<NativeConnection> {
  return NativeConnection.connect(connectionOptions).catch((fault: unknown) => {
    throw new StartFault(
      `Temporal cannot be reached at ${address}: ${String(fault)}. Start it, or mend TEMPORAL_ADDRESS.`,
    );
  });
}

/**
 * Two lanes, so that a mail server which keeps everybody waiting keeps no page from the register, nor the register an alert. Either knows
 * all activities: what an incident asked of one lane is done there, whatever the next version asks of which.
 */
function lanesOf(common: Omit<WorkerOptions, 'taskQueue'>): Promise<Worker[]> {
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: TASK_QUEUE,
      workflowBundle: { codePath: join(__dirname, 'workflow-bundle.js') },
      stickyQueueScheduleToStartTimeout: HANDED_ON_AFTER,
      maxCachedWorkflows: IN_MEMORY_AT_MOST,
      ...UNCUT,
    }),
    Worker.create({
      ...common,
      taskQueue: MAIL_QUEUE,
      maxConcurrentActivityTaskExecutions: MAIL_AT_ONCE,
      maxHeartbeatThrottleInterval: HEARTBEAT_THROTTLE,
    }),
  ]);
}

async function installRuntime({ workerMetrics, hosts }: Config, log: Logger): Promise<ReverseProxy | undefined> {
  const install = (port?: number) =>
    Runtime.install({
      logger: temporalLogger(log),
      shutdownSignals: [],
      telemetryOptions: { logging: { forward: {} }, ...metricsAt(port) },
    });
  if (workerMetrics === undefined) return void install();
  try {
    const port = await portForMetrics();
    install(port);
    return await openMetricsProxy(workerMetrics, port, hosts);
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new StartFault(
      `The worker's metrics cannot be shown at ${workerMetrics}: ${reason}. Stop what listens there, or set TOCSIN_WORKER_METRICS to another.`,
    );
  }
}

/** The sandbox mailbox is our own, on this machine, and has no certificate, at whatever address it listens. */
function smtpUrlOf({ smtpUrl, sandbox }: Config['mail']): string {
  return sandbox ? `${smtpUrl}?requireTLS=false` : smtpUrl;
}

function placesOf({ http, uiUrl, temporal }: Config) {
  return { publicUrl: http.publicUrl, uiUrl, temporalAddress: temporal.address, namespace: temporal.namespace };
}

function temporalLogger(log: Logger): DefaultLogger {
  return new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { sdkComponent, workflowId, runId, activityType, attempt, error } = (meta ?? {}) as Record<string, unknown>;
    log[PINO_LEVELS[level]]({ sdkComponent, workflowId, runId, activityType, attempt, err: error }, message);
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
    const register = await sharedRegisterOf(config, 'A worker on its own');
    const log = createLog(config.logLevel);
    const clock = await keepClock({ register, log, kind: 'worker' });
    const worker = await startWorker(config, register, log, clock);
    // Whoever runs it starts it anew; a process that stayed would look alive and do nothing.
    worker.ended.catch(() => process.exit(1));
    return async () => {
      await worker.stop();
      clock.stop();
      await register.close();
    };
  });
}
