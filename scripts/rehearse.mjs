import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBuilt } from './build.mjs';
import { runNode } from './foreground.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { freePort } from './processes.mjs';
import { complain, Fault, say } from './say.mjs';

const HOURS_MS = 72 * 3_600_000;
const USAGE = 'npm run rehearse -- SCENARIO [--in 60s|10m|1h|72h]';

/**
 * Plays one exercise with played people, from its call to its report, in a Tocsin of its own that is thrown away afterwards: nothing of it leaves
 * this machine. `--in` says how long its 72 hours take.
 */
try {
  const { name, factor } = askedFor(process.argv.slice(2));
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  await rehearsed(name, factor);
} catch (error) {
  complain(error);
  process.exitCode = 1;
}

function askedFor(argv) {
  const within = argv.indexOf('--in');
  const span = within < 0 ? '60s' : (argv[within + 1] ?? '');
  const [name] = argv.filter((_, index) => within < 0 || (index !== within && index !== within + 1));
  const [, count, unit] = /^(\d+)(s|m|h)$/.exec(span) ?? [];
  if (!name || !existsSync(join(root, 'exercises', `${name}.yaml`)))
    throw new Fault(`Usage: ${USAGE}\nScenarios: ${scenarios().join(', ')}`);
  if (!count) throw new Fault(`"${span}" is no time: write such as 60s, 10m or 1h.`);
  const factor = HOURS_MS / (Number(count) * { s: 1_000, m: 60_000, h: 3_600_000 }[unit]);
  if (factor < 1 || factor > 10_000) throw new Fault('The 72 hours take between 26 seconds and 72 hours.');
  return { name, factor };
}

function scenarios() {
  const files = readdirSync(join(root, 'exercises')).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => file.replace(/\.yaml$/, ''));
}

async function rehearsed(name, factor) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tocsin-rehearsal-'));
  const port = await freePort();
  say('Starting a Tocsin of its own for this …');
  const service = await started(dataFolder, port);
  try {
    const program = join(root, 'lib/operate/rehearse.js');
    const args = [`http://127.0.0.1:${port}`, join(dataFolder, 'keys.json'), name, String(factor)];
    process.exitCode = await runNode([program, ...args], { stdio: 'inherit' });
  } finally {
    await stopped(service);
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Whatever this machine's settings say: no mail server, no database and no webhook of anybody's. */
async function started(dataFolder, port) {
  const own = {
    ...{ TOCSIN_DATA: dataFolder, PORT: String(port) },
    TOCSIN_TEMPORAL_PORT: String(await freePort()),
    TOCSIN_UI_PORT: String(await freePort()),
    TOCSIN_SMTP_PORT: String(await freePort()),
    TOCSIN_MAILBOX_PORT: String(await freePort()),
    ...{ DATABASE_URL: '', SMTP_URL: '', ALERT_WEBHOOKS: '', TEMPORAL_ADDRESS: '', TOCSIN_RULES: '', PUBLIC_URL: '' },
  };
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...own },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal));
  const lines = createInterface({ input: child.stdout });
  await new Promise((resolve, reject) => {
    lines.on('line', (line) => line.startsWith('Tocsin is ready') && resolve());
    child.once('exit', () => reject(new Fault('It did not start; try `npm start` to see why.')));
  });
  return child;
}

function stopped(child) {
  if (child.exitCode !== null) return Promise.resolve();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return gone;
}
