import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runNode } from './foreground.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { tryLock, unlock } from './lock.mjs';
import { complain, Fault } from './say.mjs';
import { obtainTemporal } from './temporal.mjs';
import { adoptLeftover, prepareTemporal, startTemporal, stopTemporal } from './temporal-server.mjs';

/** `run.mjs rebuild`: builds if need be and runs that command of an operator, alone in the data folder where the register is embedded. */
const [name, ...options] = process.argv.slice(2);
let lock;
let stopOwnTemporal;
try {
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  if (!options.includes('--help')) await prepare();
  process.exitCode = await operate();
} catch (error) {
  complain(error);
  process.exitCode = 1;
} finally {
  await stopOwnTemporal?.();
  if (lock) unlock(lock);
}

async function prepare() {
  const ownFile = join(root, '.env');
  if (existsSync(ownFile)) process.loadEnvFile(ownFile);
  const require = createRequire(import.meta.url);
  const { readConfig } = require('../lib/process/config.js');
  const { commands, readOptions } = require('../lib/operate/commands.js');
  const config = readConfig(process.env, readOptions(commands[name], options).unknown);
  lockEmbedded(config);
  if (commands[name].needsTemporal) await withTemporal(config);
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

function operate() {
  return runNode([join(root, 'lib/operate.js'), name, ...options], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
}
