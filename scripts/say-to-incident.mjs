import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runNode } from './foreground.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { complain } from './say.mjs';
import { placeOfTemporal } from './temporal-server.mjs';

/** `npm run say -- INCIDENT COMMAND PERSON MESSAGE`: a command past the API, by whoever holds the key ring. */
try {
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  process.exitCode = await runNode([join(root, 'lib/operate/say.js'), ...process.argv.slice(2)], {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
  });
} catch (error) {
  complain(error);
  process.exitCode = 1;
}

function environment() {
  const ownFile = join(root, '.env');
  if (existsSync(ownFile)) process.loadEnvFile(ownFile);
  const { readConfig } = createRequire(import.meta.url)('../lib/process/config.js');
  const config = readConfig(process.env, []);
  if (config.temporal.external) return process.env;
  const { address, namespace } = placeOfTemporal(config);
  return { ...process.env, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
}
