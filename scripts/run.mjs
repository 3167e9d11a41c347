import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { tryLock, unlock } from './lock.mjs';
import { complain, Fault } from './say.mjs';
import { obtainTemporal } from './temporal.mjs';
import { adoptLeftover, prepareTemporal, startTemporal, stopTemporal } from './temporal-server.mjs';

/** `run.mjs rebuild`: builds if need be and runs that entry, alone in the data folder where the register is embedded. */
const [name, ...options] = process.argv.slice(2);
const needsTemporal = ['reconcile', 'adopt-rules'];
/** What the entries read by themselves. */
const ownOptions = /^--(apply$|by=|for=)/;
let lock;
let stopOwnTemporal;
try {
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  const config = settings();
  lockEmbedded(config);
  if (needsTemporal.includes(name)) await withTemporal(config);
  process.exitCode = await entry();
} catch (error) {
  complain(error);
  process.exitCode = 1;
} finally {
  await stopOwnTemporal?.();
  if (lock) unlock(lock);
}

function settings() {
  const ownFile = join(root, '.env');
  if (existsSync(ownFile)) process.loadEnvFile(ownFile);
  const { readConfig } = createRequire(import.meta.url)('../lib/process/config.js');
  return readConfig(
    process.env,
    options.filter((option) => !ownOptions.test(option)),
  );
}

/** The embedded database serves one process, and does not notice a second. */
function lockEmbedded({ databaseUrl, dataFolder }) {
  if (databaseUrl) return;
  if (!existsSync(join(dataFolder, 'register')))
    throw new Fault(`There is no register in ${dataFolder}: set TOCSIN_DATA or DATABASE_URL to where it is.`);
  const file = join(dataFolder, 'lock');
  const holder = tryLock(file);
  if (holder !== undefined)
    throw new Fault(
      `The data folder ${dataFolder} is in use by a running Tocsin (process ${holder}): stop it first, the embedded register serves one process.`,
    );
  lock = file;
}

/** Where `npm start` has a Temporal of its own, that is stopped together with Tocsin: it runs alone for as long as this takes. */
async function withTemporal(config) {
  if (config.temporal.external) return;
  const server = (await adoptLeftover(config)) ?? (await startTemporal(config, await obtainTemporal()));
  stopOwnTemporal = () => stopTemporal(config, server);
  await prepareTemporal(config);
}

function entry() {
  const child = spawn(process.execPath, [join(root, 'lib', `${name}.js`), ...options], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
