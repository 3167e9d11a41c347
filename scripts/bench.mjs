import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { obtainTemporalServer } from './cluster.mjs';
import { runNode } from './foreground.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { openPostgres } from './postgres.mjs';
import { complain, Fault, say, stopwatch } from './say.mjs';
import { obtainTemporal } from './temporal.mjs';

const options = process.argv.slice(2);
const isDelivery = options.includes('delivery');
let postgres;

/** Measures Tocsin beside bare workflows on one Temporal server: `npm run bench -- [--server postgresql] [--quick]`; or
 * the sending of notices beside nodemailer's pool: `npm run bench -- delivery [--quick]`. */
try {
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  const env = { ...process.env, TZ: 'UTC' };
  if (!isDelivery) env.TOCSIN_TEMPORAL_PROGRAM = await obtainTemporal();
  postgres = await openPostgres({ durable: true });
  if (!postgres)
    throw new Fault('There is no PostgreSQL here: install it (initdb and pg_ctl), the measured register lies in it.');
  env.TOCSIN_TEST_DATABASE_URL = postgres.url;
  if (!isDelivery && options.includes('postgresql')) env.TOCSIN_TEMPORAL_SERVER_FOLDER = await obtainTemporalServer();
  const elapsed = stopwatch();
  process.exitCode = await bench(env);
  say(`measured in ${elapsed()}`);
} catch (error) {
  complain(error);
  process.exitCode = 1;
} finally {
  await postgres?.close();
}

function bench(env) {
  const loading = ['--require', join(root, 'bench/built.cjs'), '--import', 'tsx'];
  const args = [...loading, join(root, isDelivery ? 'bench/delivery.ts' : 'bench/main.ts'), ...options];
  return runNode(args, { cwd: root, env, stdio: 'inherit' });
}
