import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runNode } from './foreground.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { programFolder } from './postgres.mjs';
import { complain, Fault } from './say.mjs';
import { obtainTemporal } from './temporal.mjs';

/** Breaks Tocsin in every way we know, ten times each, and prints what is left of it: `npm run chaos -- [--seeds N] [--scenario WORDS]`. */
try {
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  const postgres = programFolder();
  if (!postgres) throw new Fault('Chaos kills a PostgreSQL server of its own: install it (initdb and postgres).');
  process.exitCode = await chaos({
    TOCSIN_TEMPORAL_PROGRAM: await obtainTemporal(),
    TOCSIN_POSTGRES_PROGRAMS: postgres,
  });
} catch (error) {
  complain(error);
  process.exitCode = 1;
}

function chaos(programs) {
  const args = [join(root, 'node_modules/tsx/dist/cli.mjs'), 'test/chaos/main.ts', ...process.argv.slice(2)];
  return runNode(args, { cwd: root, env: { ...process.env, ...programs }, stdio: 'inherit' });
}
