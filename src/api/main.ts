import type { Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { collectDefaultMetrics, Counter } from 'prom-client';
import { keepClock, type Clock } from '../process/clock';
import { converterFor } from '../codec';
import type { Rules } from '../domain/case/rules';
import { rulesInForce } from '../process/company-rules';
import { coursesIn } from '../process/courses';
import { exerciseFiles } from '../process/exercises';
import { playbookFiles } from '../process/playbooks';
import { regimeFiles } from '../process/regimes';
import type { Config } from '../process/config';
import { runProcess, StartFault } from '../process/entry';
import { keepWatch } from '../process/keep-watch';
import { keyRingOf } from '../process/keys';
import { createLog, type Logger } from '../process/log';
import { onLineDropped } from '../process/log-output';
import { lettersOf } from '../process/letters';
import { sharedRegisterOf } from '../process/open-register';
import { HISTORIES } from '../process/temporal-client';
import type { Register } from '../register';
import { createApp, type ApiDeps } from './app';
import { connectLazily } from './incidents/connection';
import { PATIENCE, reportBudgetsOf, type Demo } from './deps';
import { createAnsweredCommands } from './incidents/answered';
import { createIncidentClient } from './incidents/desk';
import { createFolderReader, type FolderReader } from './incidents/read-folder';
import { tellOfAnswers } from './incidents/answers-news';
import { giveKept } from './incidents/kept-declarations';
import { readConsole } from './http/console-files';
import { createEvents } from './http/events';
import { createReadings } from './http/readings';
import { serverOf } from './http/server';
import { openPendingReports } from './incidents/waiting';

export interface RunningApi {
  /** Accepts no new request, and lets running ones finish. */
  stop: () => Promise<void>;
}

/** Beside us where we were built to; there is none where we run from the sources. */
const CONSOLE_FOLDER = join(__dirname, '..', 'console');
const WAITING_EVERY_MS = 5_000;
/** At most twenty counts a minute reach an incident, however many answers come. */
const ANSWERS_EVERY_MS = 3_000;
const FOLDER_EVERY_MS = 30_000;
const DRAIN_AT_MOST_MS = 12_000;

interface ApiMeans {
  register: Register;
  log: Logger;
  clock: Clock;
  /** Under which incidents are opened. */
  rules: Rules;
  demo?: Demo;
}

export async function startApi(config: Config, { register, log, clock, rules, demo }: ApiMeans): Promise<RunningApi> {
  const keyRing = keyRingOf(config, log);
  const connection = connectLazily({ ...config.temporal.connectionOptions, channelArgs: HISTORIES });
  const { namespace } = config.temporal;
  const client = new Client({ connection, namespace, dataConverter: converterFor(keyRing, 'api') });
  const incidents = createIncidentClient(client);
  const letters = lettersOf(config);
  const deps = {
    answeredCommands: createAnsweredCommands(),
    readings: createReadings(register.access, log),
    playbooks: playbookFiles.all(config.playbooksFolder),
    regimes: regimeFiles.all(config.regimesFolder),
    courses: coursesIn(config.coursesFolder),
    ...exerciseFiles(config),
    events: createEvents(register, log),
    ...{ register, incidents, rules, log, clock: clock.now, ownClock: clock, keyRing, namespace, patience: PATIENCE },
    reportBudgets: reportBudgetsOf(config.reportsPerHour),
    console: readConsole(CONSOLE_FOLDER),
    ...(demo && { demo }),
    ...linksOf(config),
    ...letters,
  };
  collectDefaultMetrics();
  countDroppedLines();
  const server = serverOf(createApp(deps));
  await listen(server, config);
  const opener = inRounds(WAITING_EVERY_MS, () => openAndGive(deps));
  const teller = inRounds(ANSWERS_EVERY_MS, () => tellAnswers(deps));
  const { returnedImapUrl } = config.mail;
  const read = returnedImapUrl === undefined ? undefined : createFolderReader(deps, returnedImapUrl);
  const reader = inRounds(FOLDER_EVERY_MS, () => readReturned(deps, read));
  const watch = keepWatch({ register, client, config, letters, log, now: clock.now });
  return {
    stop: async () => {
      await Promise.all([
        opener.stop(),
        teller.stop(),
        reader.stop(),
        watch.stop(),
        deps.events.stop(),
        drained(server),
      ]);
      await deps.readings.settled().catch((fault: unknown) => log.warn({ err: fault }, 'readings were not kept'));
      await connection.close();
    },
  };
}

function countDroppedLines(): void {
  const dropped = new Counter({
    name: 'tocsin_log_lines_dropped_total',
    help: 'Log lines that this process could not write.',
  });
  onLineDropped(() => dropped.inc());
}

function linksOf({ uiUrl, hosts, session, oidc, scimGroups, http: { publicUrl } }: Config) {
  const ownNames = { hosts, origins: [new URL(publicUrl).origin] };
  return {
    uiOrigin: new URL(uiUrl).origin,
    publicUrl,
    ownNames,
    session,
    scimGroups,
    ...(oidc && { oidc }),
  };
}

async function openAndGive(deps: ApiDeps): Promise<void> {
  await openPendingReports(deps).catch((fault: unknown) => deps.log.warn({ err: fault }, 'reports still wait'));
  await giveKept(deps).catch((fault: unknown) => deps.log.warn({ err: fault }, 'declarations still wait'));
}

async function tellAnswers(deps: ApiDeps): Promise<void> {
  await tellOfAnswers(deps).catch((fault: unknown) =>
    deps.log.warn({ err: fault }, 'incidents were not told of answers yet'),
  );
}

async function readReturned(deps: ApiDeps, read: FolderReader | undefined): Promise<void> {
  await read?.().catch((fault: unknown) =>
    deps.log.warn({ err: fault }, 'the folder of returned mail cannot be read now'),
  );
}

/** Rounds run one after another, since one may take longer than the pause. */
function inRounds(pauseMs: number, round: () => Promise<void>): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const rounds = async () => {
    while (!stopped.signal.aborted) {
      await round();
      await delay(pauseMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const running = rounds();
  return {
    stop: () => {
      stopped.abort();
      return running;
    },
  };
}

function listen(server: Server, { http: { host, port } }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      reject(
        fault.code === 'EADDRINUSE'
          ? new StartFault(`Port ${port} is in use. Stop what uses it, or set PORT to another.`)
          : fault,
      ),
    );
    server.listen(port, host, resolve);
  });
}

function drained(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), DRAIN_AT_MOST_MS);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

if (require.main === module) {
  void runProcess(async (config) => {
    const register = await sharedRegisterOf(config, 'An API on its own');
    const log = createLog(config.logLevel);
    const clock = await keepClock({ register, log, kind: 'API' });
    const rules = await rulesInForce(config, register, clock.now());
    const api = await startApi(config, { register, log, clock, rules });
    return async () => {
      await api.stop();
      clock.stop();
      await register.close();
    };
  });
}
