import { closeSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { end, forget, isRunning, recorded } from './processes.mjs';
import { launch, openLog } from './children.mjs';
import { Fault, say } from './say.mjs';

const searchAttributes = {
  TocsinStage: 'Keyword',
  TocsinClass: 'Keyword',
  TocsinSeverity: 'Keyword',
  TocsinDue: 'Datetime',
  TocsinLate: 'Bool',
};
const retentionSeconds = 30 * 24 * 60 * 60;

/** A development server that an earlier start left behind, if it serves this folder on these ports; another one is stopped. */
export async function adoptLeftover(config) {
  const leftover = recorded(pidFile(config));
  if (!leftover) return undefined;
  const fits = leftover.port === config.temporal.port && leftover.uiUpstream !== undefined;
  if (fits && (await answersWithin(config, 5_000))) return leftover;
  say('Stopping a Temporal server that an earlier start left behind …');
  await stopTemporal(config, leftover);
  return undefined;
}

/** Most of its ports Temporal picks by itself, and another process may have one before Temporal does. */
const attempts = 3;

export async function startTemporal(config, program) {
  for (let attempt = 1; ; attempt += 1) {
    const { server, words, log } = await attemptToStart(config, program);
    if (server) return server;
    if (attempt === attempts || !words.includes('address already in use')) throw whyNotStarted(config, log, words);
    say('Temporal lost a port that it had picked to another process; starting it again …');
  }
}

/** The server, or what it said as it ended. */
async function attemptToStart(config, program) {
  const { temporal, dataFolder } = config;
  const log = openLog(dataFolder, 'temporal');
  const from = statSync(log.path).size;
  discardIfEmpty(databaseOf(config));
  const ports = await blockedPorts();
  const { uiUpstream } = ports;
  const server = launch(program, devServerArguments(config, ports), {
    stdio: ['ignore', log.fd, log.fd],
    pidFile: pidFile(config),
    details: { port: temporal.port, namespace: temporal.namespace, uiUpstream },
  });
  closeSync(log.fd);
  if (await answersWithin(config, 60_000, server)) return { server: { ...server, uiUpstream } };
  await stopTemporal(config, server);
  return { words: readFileSync(log.path, 'utf8').slice(from), log: log.path };
}

/** Where the server of this data folder is to be found: as it was started, else as the settings say. */
export function placeOfTemporal(config) {
  const { port = config.temporal.port, namespace = config.temporal.namespace } = recorded(pidFile(config)) ?? {};
  return { address: `127.0.0.1:${port}`, namespace };
}

export async function stopTemporal(config, server) {
  await end(server, 10_000);
  forget(pidFile(config));
}

/** UI and metrics have no setting to refuse foreign pages, so they listen on ports that browsers block. */
async function blockedPorts() {
  const { freeBlockedPort, BROWSER_BLOCKED_PORTS } = createRequire(import.meta.url)('../lib/web/blocked-ports.js');
  const uiUpstream = await freeBlockedPort();
  const metrics = await freeBlockedPort([uiUpstream]);
  if (metrics !== undefined) return { uiUpstream, metrics };
  throw new Fault(
    `Temporal needs two ports that browsers block, and fewer are free: stop what listens on some of ${BROWSER_BLOCKED_PORTS.join(', ')}.`,
  );
}

/** The development server's HTTP API cannot be turned off; this has it refuse every Host but a reserved name (RFC 2606). */
const NO_HTTP_API = ['--dynamic-config-value', 'frontend.httpAllowedHosts=["none.invalid"]'];

function devServerArguments(config, { uiUpstream, metrics }) {
  const { temporal } = config;
  return [
    ...['server', 'start-dev', '--db-filename', databaseOf(config)],
    ...['--ip', '127.0.0.1', '--port', String(temporal.port)],
    ...['--ui-port', String(uiUpstream), '--metrics-port', String(metrics), ...NO_HTTP_API],
    ...['--namespace', temporal.namespace, '--log-level', 'warn'],
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ];
}

function databaseOf({ dataFolder }) {
  return join(dataFolder, 'temporal.db');
}

function pidFile({ dataFolder }) {
  return join(dataFolder, 'temporal.pid');
}

/** A first start that broke off leaves an empty file, which Temporal takes for a database without tables. */
function discardIfEmpty(database) {
  if (existsSync(database) && statSync(database).size === 0) rmSync(database);
}

function whyNotStarted(config, log, words) {
  const reason = /msg="([^\n]*?)"(?:\n| \w+=|$)/.exec(words)?.[1]?.replaceAll('\\"', '"') ?? 'it did not answer';
  const [damage] =
    /file is not a database|disk image is malformed|unable to open database file|no such table|disk I\/O/.exec(
      reason,
    ) ?? [];
  return new Fault(
    damage
      ? `Temporal's data in ${databaseOf(config)} is damaged (${damage}): put a backup of the file in its place, or move it away and start again without the incidents that were open.`
      : `Temporal did not start (${reason}): see ${log}.`,
  );
}

async function answersWithin(config, milliseconds, server) {
  const until = Date.now() + milliseconds;
  while (Date.now() < until) {
    if (server && !isRunning(server)) return false;
    const connection = await connect(config, 1_000).catch(() => undefined);
    if (connection) {
      await connection.close();
      return true;
    }
    await pause(100);
  }
  return false;
}

/** Connections to one address share gRPC's back-off: unlimited, it hides for many seconds that a server is back which was away for long. */
const channelArgs = { 'grpc.max_reconnect_backoff_ms': 200 };

function connect({ temporal }, connectTimeout) {
  const { Connection } = createRequire(import.meta.url)('@temporalio/client');
  return Connection.connect({ ...temporal.connectionOptions, connectTimeout, channelArgs });
}

/** Sees that the server answers, knows our namespace and has our search attributes. */
export async function prepareTemporal(config) {
  const { temporal } = config;
  const connection = await connect(config, 5_000).catch((error) => {
    throw new Fault(
      `Temporal cannot be reached at ${temporal.address} (${brief(error)}): start it, or correct TEMPORAL_ADDRESS or the temporal.toml profile, or leave both out and Tocsin starts one of its own.`,
    );
  });
  try {
    const { config: namespace } = await describeNamespace(connection, temporal);
    if (!temporal.external) await keepThirtyDays(connection, temporal, namespace);
    await addSearchAttributes(connection, temporal);
  } finally {
    await connection.close();
  }
}

function describeNamespace(connection, { namespace, address }) {
  return connection.workflowService.describeNamespace({ namespace }).catch((error) => {
    throw new Fault(
      `Temporal at ${address} does not show the namespace ${namespace} (${brief(error)}): create it with \`temporal operator namespace create --namespace ${namespace}\`, or correct TEMPORAL_NAMESPACE or the credentials.`,
    );
  });
}

async function keepThirtyDays(connection, { namespace }, current) {
  if (Number(current?.workflowExecutionRetentionTtl?.seconds ?? 0) >= retentionSeconds) return;
  const config = { workflowExecutionRetentionTtl: { seconds: retentionSeconds } };
  await connection.workflowService.updateNamespace({ namespace, config });
}

async function addSearchAttributes(connection, { namespace, address }) {
  const { temporal } = createRequire(import.meta.url)('@temporalio/proto');
  const types = temporal.api.enums.v1.IndexedValueType;
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.entries(searchAttributes).filter(([name]) => !(name in customAttributes));
    if (missing.length === 0) return;
    const wanted = missing.map(([name, type]) => [name, types[`INDEXED_VALUE_TYPE_${type.toUpperCase()}`]]);
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(wanted) });
    say(`  added search attributes: ${missing.map(([name]) => name).join(', ')}`);
  } catch (error) {
    throw new Fault(
      `The search attributes ${Object.keys(searchAttributes).join(', ')} cannot be added at ${address} (${brief(error)}): add them there by hand.`,
    );
  }
}

function brief(error) {
  return (error.details || error.message || String(error)).split('\n')[0];
}
