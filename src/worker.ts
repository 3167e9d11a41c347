import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type LogLevel,
  type WorkerOptions,
} from '@temporalio/worker';
import { openWebhooks } from './activities/channels/webhook/post';
import {
  createActivities,
  createSigner,
  createCheckActivities,
  createTrainingActivities,
  createExercisePlanActivities,
  createVerificationActivities,
  createKeyNotifier,
  createReceiptSender,
  createTestSender,
  createWitnessSender,
  heldBack,
  keepPeople,
  Lanes,
  openMailChannel,
  openStaffWebhooks,
  staffWebhooksOf,
  tellingOfClocks,
  tlsPolicy,
  workOfOurs,
  type MailChannel,
  type Log,
  type MailChannels,
  type PeopleCache,
  type StaffWebhooks,
} from './activities';
import type { Client } from '@temporalio/client';
import { keepClock, type Clock } from './process/clock';
import { workerConverterFor, type KeyRing } from './codec';
import { returnAddress } from './primitives/return-address';
import type { Config } from './process/config';
import { runProcess, StartFault } from './process/entry';
import { keyRingOf } from './process/keys';
import { coursesIn } from './process/courses';
import { rulesKnown } from './process/company-rules';
import { exerciseFiles, type ExerciseFiles } from './process/exercises';
import { lettersOf } from './process/letters';
import { createLog, type Logger } from './process/log';
import { sharedRegisterOf } from './process/open-register';
import { smtpUrlOf } from './process/smtp-url';
import type { Register } from './register';
import { temporalClient } from './process/temporal-client';
import { checkNews } from './upkeep/check-news';
import { seal } from './upkeep/seal';
import { readCheckpointKey } from './process/checkpoint-key';
import { departmentsIn } from './domain/exercise/yearly';
import type { Instant } from './domain/primitives/instant';
import { ensureSchedules } from './upkeep/schedule';
import type { ReverseProxy } from './web/reverse-proxy';
import { openMetricsProxy, metricsAt, portForMetrics, workerCounts } from './process/worker-metrics';
import { MAIL_QUEUE, NOTICE_QUEUE, TASK_QUEUE } from './workflows/messages';

export interface RunningWorker {
  /** Rejects if the worker stopped by itself; it does not restart then. */
  ended: Promise<void>;
  /** Accepts no new work, lets running work finish, and stops. */
  stop: () => Promise<void>;
}

/**
 * Longer than most mails and any write to the register take. A mail that the server has not answered by then stays unanswered and is sent
 * again, marked as a possible repeat: waiting for it could take ten minutes.
 */
const GRACE_MS = 10_000;
const FORCE_MS = 15_000;

/** How long a command waits for a dead worker before another one picks its incident up: far less than the API waits for the answer. */
const STICKY_TIMEOUT = '3s';

/**
 * Bounds a worker's memory, however many incidents are open. An incident evicted from the sticky cache is replayed from its history when it
 * wakes.
 */
const MAX_CACHED_WORKFLOWS = 500;

/**
 * A workflow task that takes longer than Temporal waits is discarded and retried. The SDK's own limit is five seconds; exceeding it with a
 * pending promise would end the worker with all its incidents. The option is missing in the SDK's types, but it works.
 */
const WORKFLOW_TASK_CPU_LIMIT = { isolateExecutionTimeout: '1m' };

/**
 * Concurrent mails: more than the connections to the mail server, but few enough that the worker keeps up when many commitments are due
 * at once.
 */
const MAX_CONCURRENT_MAILS = 20;

const WITNESS_PAUSE_MS = 5_000;

/** Courses, and questions to contacts, wait for each other, and no notice waits for them. */
const FEW_CONNECTIONS = 3;

/** By default the SDK sends a heartbeat after 80 % of its timeout, which leaves little margin on a busy machine. */
const HEARTBEAT_THROTTLE = '2s';

export async function startWorker(
  config: Config,
  register: Register,
  log: Logger,
  clock: Clock,
): Promise<RunningWorker> {
  const keyRing = keyRingOf(config, log);
  const letters = lettersOf(config);
  const metrics = await installRuntime(config, log);
  const connection = await connected(config);
  const counts = workerCounts(Runtime.instance().metricMeter, clock);
  const channels = mailChannels(config, log, keyRing);
  const mail = throughout(channels, (one) => counts.ofMail(heldBack(one, clock.isOff)));
  const people = keepPeople({ register, file: join(config.dataFolder, 'people.json'), log });
  await people.refresh().catch((fault: unknown) => log.warn({ err: fault }, 'The people list could not be read yet'));
  const client = temporalClient(config, { keyRing, by: 'worker' });
  const places = linksOf(config);
  const common = { register, people, log, clock: clock.now };
  const stopping = new AbortController();
  const mailing = mailPastTemporal({ register, people, log, clock, channels, mail, ...places }, stopping.signal);
  const webhooks = staffWebhooks(config, log);
  const lanes = new Lanes(config.mail.connections, config.mail.domains);
  const exercises = { ...exerciseFiles(config), rules: rulesFor(config, register, clock) };
  const own = { ...settingsOf(config), ...letters, linkKeys: keyRing, webhooks, poster: openWebhooks(), lanes };
  const activities = createActivities({ ...common, mail, ...own, ...places });
  const checks = { mail: mail.alerts, publicUrl: places.publicUrl, ...checksOf(config, register, client, exercises) };
  const workers = await createWorkers({
    connection,
    namespace: config.temporal.namespace,
    dataConverter: workerConverterFor(keyRing),
    interceptors: { activity: [workOfOurs] },
    activities: counts.ofEffects({
      ...activities,
      ...createCheckActivities({ ...common, ...checks }),
      ...bulkMail(config, mail, { ...common, ...own, ...places }),
      ...createExercisePlanActivities({ ...common, ...exercises }),
      recordPages: counts.ofPages(activities.recordPages),
    }),
    shutdownGraceTime: GRACE_MS,
    shutdownForceTime: FORCE_MS,
  });
  const running = workers.map((worker) => worker.run());
  void ensureSchedules({ client, log, exercisePlans: exercises.exercisePlans.values() }, stopping.signal);
  let isAsked = false;
  const ended = endOf(running, log, () => isAsked);
  ended.catch(() => undefined);
  return {
    ended,
    stop: async () => {
      isAsked = true;
      stopping.abort();
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      const overdue = setTimeout(() => each(channels).forEach((one) => one.abandon()), GRACE_MS);
      await Promise.allSettled([...running, mailing]);
      clearTimeout(overdue);
      for (const one of each(channels)) one.close();
      for (const one of [webhooks, own.poster, connection, client.connection, metrics]) await one?.close();
    },
  };
}

type BulkMailNeeds = Omit<Parameters<typeof createVerificationActivities>[0], 'mail' | 'everyDays'>;

/** What goes out in many copies beside notices. */
function bulkMail(
  { coursesFolder, verifyContactsDays }: Config,
  mail: MailChannels,
  needs: BulkMailNeeds & Pick<MailPastTemporal, 'register'>,
) {
  return {
    ...createTrainingActivities({ ...needs, mail: mail.training, courses: coursesIn(coursesFolder) }),
    ...createVerificationActivities({ ...needs, mail: mail.verification, everyDays: verifyContactsDays }),
  };
}

interface MailPastTemporal {
  register: Register;
  people: PeopleCache;
  log: Log;
  clock: Clock;
  channels: MailChannels;
  /** Held back while this machine's clock is off. */
  mail: MailChannels;
  publicUrl: string;
}

/** Mails to our own people that belong to no incident. */
function mailPastTemporal(
  { register, people, log, clock, channels, mail, publicUrl }: MailPastTemporal,
  asked: AbortSignal,
): Promise<void> {
  const tellOfClocks = tellingOfClocks({ register, mail: channels.alerts, people, log, publicUrl });
  clock.atEachLook(() => void tellOfClocks());
  const warnOfKeys = createKeyNotifier({ register, people, log, clock: clock.now, mail: mail.alerts, publicUrl });
  clock.atEachLook(() => void warnOfKeys());
  const sendWitnesses = createWitnessSender({ register, mail: mail.alerts, log, clock: clock.now, publicUrl });
  const sendTests = createTestSender({ register, mail: mail.alerts, log, publicUrl });
  const sendReceipts = createReceiptSender({ register, mail: mail.alerts, log });
  return inRounds(() => Promise.all([sendWitnesses(), sendTests(), sendReceipts()]), asked);
}

/** Rounds run one after another, since one may take longer than the pause. */
async function inRounds(round: () => Promise<unknown>, asked: AbortSignal): Promise<void> {
  while (!asked.aborted) {
    await round();
    await delay(WITNESS_PAUSE_MS, undefined, { signal: asked }).catch(() => undefined);
  }
}

function staffWebhooks({ alertWebhooks: { written, inside } }: Config, log: Log): StaffWebhooks {
  try {
    return openStaffWebhooks(staffWebhooksOf(written), { log, allowed: inside });
  } catch (fault) {
    throw new StartFault(
      `ALERT_WEBHOOKS cannot be used: ${fault instanceof Error ? fault.message : 'it is not readable'}.`,
    );
  }
}

/** In the demonstration one reporter tells everything. */
function settingsOf({ unsealed, demo, reportsPerHour }: Config) {
  return { unsealed, reportsPerHour: demo ? Infinity : reportsPerHour };
}

type Company = ExerciseFiles & { rules: ReturnType<typeof rulesFor> };

function checksOf(config: Config, register: Register, client: Client, { exercisePlans, rules }: Company) {
  const { verifyDays: days, checkpointKeyFile, checkpointWebhook: webhook } = config;
  const key = () => readCheckpointKey(checkpointKeyFile);
  const departments = departmentsIn(exercisePlans.values());
  return {
    check: () => checkNews(register, client, { days, departments }),
    seal: (now: Instant) => seal(register, key, now),
    ...{ webhook, rules },
  };
}

function rulesFor(config: Config, register: Register, clock: Clock) {
  return () => rulesKnown(config, register, clock.now());
}

async function endOf(running: Promise<void>[], log: Logger, isAsked: () => boolean): Promise<void> {
  try {
    await Promise.all(running);
  } catch (fault) {
    log.fatal({ err: fault }, 'the worker stopped');
    if (!isAsked()) throw fault;
  }
}

function throughout(
  { alerts, notices, training, verification }: MailChannels,
  held: (mail: MailChannel) => MailChannel,
): MailChannels {
  return {
    alerts: held(alerts),
    notices: held(notices),
    training: held(training),
    verification: held(verification),
  };
}

function each(channels: MailChannels): MailChannel[] {
  return Object.values(channels) as MailChannel[];
}

function mailChannels({ mail, sender }: Config, log: Logger, keyRing: KeyRing): MailChannels {
  for (const warning of tlsPolicy(mail.smtpUrl).warnings) log.warn({}, warning);
  const { bounces } = mail;
  const returns = bounces && { returnAddress: (id: string) => returnAddress(keyRing, bounces, id) };
  const sign = signerOf(mail);
  const common = { url: smtpUrlOf(mail), from: mail.from, ...returns, ...sign };
  const signed = { name: sender.mark, replyTo: sender.replyTo };
  return {
    alerts: openMailChannel(common),
    notices: openMailChannel({ ...common, ...signed, maxConnections: Lanes.connections(mail.connections) }),
    training: openMailChannel({ ...common, maxConnections: FEW_CONNECTIONS }),
    verification: openMailChannel({ ...common, ...signed, maxConnections: FEW_CONNECTIONS }),
  };
}

function signerOf({ dkim }: Config['mail']) {
  if (!dkim) return {};
  try {
    return { sign: createSigner(dkim) };
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new StartFault(
      `MAIL_DKIM_KEY_FILE cannot be used (${code ?? 'it is no private key'}): name a private key in PEM.`,
    );
  }
}

function connected({ temporal: { address, connectionOptions } }: Config): Promise<NativeConnection> {
  return NativeConnection.connect(connectionOptions).catch((fault: unknown) => {
    throw new StartFault(
      `Temporal cannot be reached at ${address}: ${String(fault)}. Start it, or correct TEMPORAL_ADDRESS.`,
    );
  });
}

/**
 * Separate task queues, so that a slow mail server delays no page, and neither the register nor a notice delays an alert. Every worker
 * knows all activities: what an incident scheduled on one queue runs there, even if the next version uses another queue.
 */
function createWorkers(common: Omit<WorkerOptions, 'taskQueue'>): Promise<Worker[]> {
  const mailing = {
    ...common,
    maxConcurrentActivityTaskExecutions: MAX_CONCURRENT_MAILS,
    maxHeartbeatThrottleInterval: HEARTBEAT_THROTTLE,
  };
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: TASK_QUEUE,
      workflowBundle: { codePath: join(__dirname, 'workflow-bundle.js') },
      stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT,
      maxCachedWorkflows: MAX_CACHED_WORKFLOWS,
      ...WORKFLOW_TASK_CPU_LIMIT,
    }),
    Worker.create({ ...mailing, taskQueue: MAIL_QUEUE }),
    Worker.create({ ...mailing, taskQueue: NOTICE_QUEUE }),
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

function linksOf({ http, uiUrl, temporal }: Config) {
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
  void runProcess(async (config) => {
    const register = await sharedRegisterOf(config, 'A worker on its own');
    const log = createLog(config.logLevel);
    const clock = await keepClock({ register, log, kind: 'worker' });
    const worker = await startWorker(config, register, log, clock);
    // The supervisor restarts the process; one that stayed would look alive and do nothing.
    worker.ended.catch(() => process.exit(1));
    return async () => {
      await worker.stop();
      clock.stop();
      await register.close();
    };
  });
}
