import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runNode } from './foreground.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { complain } from './say.mjs';
import { obtainTemporal } from './temporal.mjs';

/** Records whole stories as Temporal's histories for test/replay, by the workflows as they are now: `npm run record-histories -- SUFFIX [STORY …]`. */
try {
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  process.exitCode = await record({ TOCSIN_TEMPORAL_PROGRAM: await obtainTemporal() });
} catch (error) {
  complain(error);
  process.exitCode = 1;
}

function record(programs) {
  const args = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'scripts/record-histories.ts', ...process.argv.slice(2)];
  return runNode(args, { cwd: root, env: { ...process.env, ...programs }, stdio: 'inherit' });
}
