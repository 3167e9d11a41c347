import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './install.mjs';
import { complain, Fault } from './say.mjs';
import { sealedArguments } from './sealed-arguments.mjs';
import { findTemporal } from './temporal.mjs';
import { placeOfTemporal } from './temporal-server.mjs';

/** Temporal's own program, as start found it, pointed at the server that start runs: `npm run temporal -- workflow list`. */
try {
  const settings = join(root, 'lib', 'process', 'config.js');
  if (!existsSync(settings)) throw new Fault('Nothing is built yet: run `npm start` once.');
  const program = (await findTemporal()) ?? giveUp();
  const { env, apiUrl } = placeFor(settings);
  const typed = sealedArguments(process.argv.slice(2), { codec: `${apiUrl}/codec`, key: env.TOCSIN_KEY });
  const { status } = spawnSync(program, typed, { stdio: 'inherit', env });
  process.exitCode = status ?? 1;
} catch (error) {
  complain(error);
  process.exitCode = 1;
}

/** An address that is set, or a temporal.toml, the program reads by itself. */
function placeFor(settings) {
  const ownFile = join(root, '.env');
  if (existsSync(ownFile)) process.loadEnvFile(ownFile);
  const config = createRequire(import.meta.url)(settings).readConfig(process.env, []);
  const apiUrl = config.http.localUrl;
  if (config.temporal.external) return { env: process.env, apiUrl };
  const { address, namespace } = placeOfTemporal(config);
  return { env: { ...process.env, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace }, apiUrl };
}

function giveUp() {
  throw new Fault(
    'There is no temporal program here: run `npm start` once, which downloads or builds it, or install it (its documentation says how).',
  );
}
