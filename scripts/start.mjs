import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { adopt, killAll } from './children.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { keep } from './keep.mjs';
import { tryLock, unlock } from './lock.mjs';
import { whyNotListen } from './processes.mjs';
import { complain, Fault, say, stopwatch } from './say.mjs';
import { startMailbox, startService, stopLeftovers, stopMailbox, stopService } from './service.mjs';
import { obtainTemporal } from './temporal.mjs';
import { adoptLeftover, prepareTemporal, startTemporal, stopTemporal } from './temporal-server.mjs';
import { welcome } from './welcome.mjs';

const argv = process.argv.slice(2);
/** What is open, each with its close; the last is closed first. */
const open = [];
/** The port at which Temporal's UI itself listens; TOCSIN_UI_PORT is that of the proxy before it. */
let uiUpstream;
let stopping;

listenForSignals();
try {
  await start();
} catch (error) {
  await fail(error);
}

async function start() {
  const elapsed = stopwatch();
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  const config = settings();
  lockDataFolder(config);
  await stopLeftovers(config);
  const leftover = config.temporal.external ? undefined : await adoptLeftover(config);
  await refuseTakenPorts(config, leftover);
  await ready(temporalFor(config, leftover));
  await prepareTemporal(config);
  if (!config.temporal.external) await openUiProxy(config);
  if (config.mail.sandbox) await ready(mailboxFor(config));
  const service = await ready(serviceFor(config));
  const { log } = await service.ready;
  welcome(config, { log, elapsed: elapsed() });
}

/** The release is registered before the wait: Ctrl-C may come in between. */
async function ready(opened) {
  open.push(opened);
  await opened.ready;
  return opened;
}

function settings() {
  const ownFile = join(root, '.env');
  if (existsSync(ownFile)) process.loadEnvFile(ownFile);
  const { readConfig } = createRequire(import.meta.url)('../lib/process/config.js');
  return readConfig(process.env, argv);
}

function lockDataFolder({ dataFolder }) {
  const lock = join(dataFolder, 'lock');
  let holder;
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    holder = tryLock(lock);
  } catch (error) {
    throw new Fault(
      `The data folder ${dataFolder} cannot be used (${error.code ?? error.message}): make it a folder that you may write to, or set TOCSIN_DATA to another.`,
    );
  }
  if (holder !== undefined) {
    throw new Fault(
      `The data folder ${dataFolder} is in use by another Tocsin (process ${holder}): stop that one, or set TOCSIN_DATA to another folder.`,
    );
  }
  open.push({ close: () => unlock(lock) });
}

async function refuseTakenPorts({ http, temporal, mail, mailbox }, leftover) {
  const wanted = [['PORT', http.port, http.host]];
  if (!temporal.external) wanted.push(['TOCSIN_UI_PORT', temporal.uiPort]);
  if (!temporal.external && !leftover) wanted.push(['TOCSIN_TEMPORAL_PORT', temporal.port]);
  if (mail.sandbox) {
    wanted.push(['TOCSIN_SMTP_PORT', mailbox.smtpPort], ['TOCSIN_MAILBOX_PORT', mailbox.httpPort]);
  }
  const faults = [];
  for (const [setting, port, host = '127.0.0.1'] of wanted) {
    const reason = await whyNotListen(host, port);
    if (reason) faults.push(portFault(setting, port, host, reason));
  }
  if (faults.length > 0) throw new Fault(faults.join('\n'));
}

function portFault(setting, port, host, reason) {
  if (reason === 'EADDRINUSE')
    return `Port ${port} is in use: stop what listens there, or set ${setting} to a free port.`;
  if (reason === 'EACCES') return `Port ${port} may not be opened by this user: set ${setting} to one above 1023.`;
  return `Nothing can listen on ${host}:${port} (${reason}): correct HOST or ${setting}.`;
}

function temporalFor(config, leftover) {
  if (config.temporal.external) {
    say(`Temporal: the server at ${config.temporal.address}, as TEMPORAL_ADDRESS or temporal.toml says`);
    return { ready: Promise.resolve(), close: () => undefined };
  }
  let still = leftover && adopt(leftover);
  let program;
  const begin = async () => {
    program ??= await obtainTemporal();
    return startTemporal(config, program);
  };
  const adopted = () => {
    const server = still;
    still = undefined;
    if (server) say(`Temporal: left running by an earlier start (process ${server.pid})`);
    return server;
  };
  return keep('Temporal', {
    start: async () => {
      const server = adopted() ?? (await begin());
      uiUpstream = server.uiUpstream;
      return server;
    },
    stop: (server) => stopTemporal(config, server),
    ...{ fail, excuse: excuseOf(config) },
  });
}

async function openUiProxy({ temporal, uiUrl, hosts }) {
  const { openReverseProxy } = createRequire(import.meta.url)('../lib/web/reverse-proxy.js');
  const proxy = await openReverseProxy({
    at: { host: '127.0.0.1', port: temporal.uiPort },
    names: { hosts, origins: [new URL(uiUrl).origin] },
    upstream: () => ({ host: '127.0.0.1', port: uiUpstream }),
    title: "Temporal's UI",
  });
  open.push(proxy);
}

function mailboxFor(config) {
  return keep('The sandbox mailbox', {
    start: () => startMailbox(config),
    stop: (server) => stopMailbox(config, server),
    ...{ fail, excuse: excuseOf(config) },
  });
}

function serviceFor(config) {
  return keep('The service', {
    start: (asked) => startService(config, argv, asked),
    stop: (server) => stopService(config, server),
    ...{ fail, excuse: excuseOf(config) },
  });
}

/** What ends on a full disk is no worse for it: it is started again for as long as there is no room. */
function excuseOf({ dataFolder }) {
  const { hasRoom } = createRequire(import.meta.url)('../lib/primitives/room.js');
  return () =>
    hasRoom(dataFolder)
      ? undefined
      : `There is no room on the disk of ${dataFolder}: make some, and all goes on by itself.`;
}

function fail(error) {
  if (stopping) return stopping;
  complain(error);
  return stop(1);
}

function stop(exitCode) {
  stopping ??= (async () => {
    for (const { close } of open.reverse()) await close();
    process.exit(exitCode);
  })();
  return stopping;
}

/** npm passes on the Ctrl-C that the terminal sent us already: only a later one means "at once". */
function listenForSignals() {
  let first;
  const onSignal = () => {
    first ??= Date.now();
    if (Date.now() - first > 1_000) {
      killAll();
      process.exit(130);
    }
    if (stopping) return;
    if (open.length > 0) say('\nStopping: work in hand is finished first; Ctrl-C again ends it at once.');
    void stop(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
}
