import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { ensureBuilt, makeGuard } from './build.mjs';
import { obtainTemporalServer } from './cluster.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { openPostgres } from './postgres.mjs';
import { run, signalGroup } from './processes.mjs';
import { complain, Fault, say, stopwatch } from './say.mjs';
import { obtainTemporal } from './temporal.mjs';
import { obtainTestServer } from './test-server.mjs';

const inCi = Boolean(process.env['CI']);
const jestLimitMs = 40 * 60_000;
const jestArguments = process.argv.slice(2);
/** The embedded database loads itself by a dynamic import, which jest allows only with this. */
const forJest = {
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`,
};
const onlySomeTests = jestArguments.length > 0;

const count = { passed: 0, failed: 0 };
const open = [];
let jest;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void breakOff());
try {
  await everything();
} catch (error) {
  complain(error);
  count.failed += 1;
}
await finish();

async function everything() {
  requireNode();
  await ensureInstalled();
  const env = await prepare();
  await makeGuard().catch(() => 'the step "build" will say why');
  if (!onlySomeTests) await checks();
  await step('build', () => ensureBuilt());
  await tests(env);
}

/** What the tests run against; where it cannot be had, they skip what needs it, and in CI that is a failure. */
async function prepare() {
  const env = { ...process.env, ...forJest, TZ: 'UTC', TOCSIN_TEMPORAL_PROGRAM: await obtainTemporal() };
  const testServer = await obtainTestServer();
  if (testServer) env.TOCSIN_TEST_SERVER_PROGRAM = testServer;
  else leftOut('No time-skipping test server, so the tests of waiting are left out: install java and mvn.');
  const postgres = await openPostgres();
  if (postgres) {
    open.push(postgres);
    env.TOCSIN_TEST_DATABASE_URL = postgres.url;
    env.TOCSIN_POSTGRES_PROGRAMS = postgres.programs;
    const server = await obtainTemporalServer();
    if (server) env.TOCSIN_TEMPORAL_SERVER_FOLDER = server;
    else leftOut("No production server of Temporal's, so its tests are left out: install Go.");
  } else leftOut('No PostgreSQL, so its tests are left out: install it (initdb and pg_ctl).');
  return env;
}

function leftOut(sentence) {
  if (inCi) throw new Fault(sentence);
  say(sentence);
}

async function checks() {
  const modules = join(root, 'node_modules');
  const tsc = (...args) => [join(modules, 'typescript/bin/tsc'), ...args];
  const programs = {
    format: [[join(modules, 'prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
    lint: [[join(modules, 'eslint/bin/eslint.js'), '.', '--max-warnings', '0']],
    types: [
      tsc('-p', '.', '--noEmit'),
      tsc('-p', 'src/domain'),
      tsc('-p', 'test'),
      tsc('-p', 'scripts'),
      tsc('-p', 'bench'),
    ],
    doors: [
      [join(modules, 'dependency-cruiser/bin/dependency-cruise.mjs'), 'src', '--config', '.dependency-cruiser.cjs'],
    ],
    unused: [[join(modules, 'knip/bin/knip.js'), '--no-progress', '--treat-config-hints-as-errors']],
  };
  for (const [name, commands] of Object.entries(programs)) {
    await step(name, async () => {
      for (const args of commands) await node(args);
    });
  }
}

async function node(args) {
  const { code, output } = await run(process.execPath, args, { cwd: root });
  if (code !== 0) throw new Fault(output);
}

async function step(name, work) {
  const elapsed = stopwatch();
  try {
    await work();
    count.passed += 1;
    say(`${name.padEnd(8)} ok      ${elapsed()}`);
  } catch (error) {
    count.failed += 1;
    say(`${name.padEnd(8)} FAILED  ${elapsed()}\n${error.message}`);
  }
}

async function tests(env) {
  const elapsed = stopwatch();
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-tests-'));
  const results = join(folder, 'results.json');
  const code = await runJest(env, ['--json', `--outputFile=${results}`, ...jestArguments]);
  const { passed, failed } = counted(results, code);
  rmSync(folder, { recursive: true, force: true });
  count.passed += passed;
  count.failed += failed;
  say(`${'tests'.padEnd(8)} ${failed === 0 ? 'ok    ' : 'FAILED'}  ${elapsed()}`);
}

/** In a group of its own with a hard limit: a process whose replay went wrong neither ends nor obeys SIGTERM. */
function runJest(env, args) {
  return new Promise((resolve) => {
    const program = join(root, 'node_modules/jest/bin/jest.js');
    jest = spawn(process.execPath, [program, ...args], {
      cwd: root,
      env,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const limit = setTimeout(() => {
      say(`The tests did not end within ${jestLimitMs / 60_000} minutes.`);
      signalGroup(jest.pid, 'SIGKILL');
    }, jestLimitMs);
    jest.on('exit', (code) => {
      clearTimeout(limit);
      resolve(code);
    });
  });
}

/** A file that could not be run, and in CI a test left out, count as failures. */
function counted(results, code) {
  let passed = 0;
  let failed = 0;
  try {
    const told = JSON.parse(readFileSync(results, 'utf8'));
    passed = told.numPassedTests;
    failed = told.numFailedTests + told.numRuntimeErrorTestSuites;
    const left = told.numPendingTests + told.numTodoTests;
    if (left > 0) say(`${left} tests were left out.`);
    if (inCi) failed += left;
  } catch {
    // Killed before it could tell; its exit code does.
  }
  return { passed, failed: failed || (code === 0 ? 0 : 1) };
}

async function finish() {
  for (const { close } of open.reverse()) await close();
  say(`${count.passed} passed, ${count.failed} failed`);
  process.exit(count.failed === 0 ? 0 : 1);
}

async function breakOff() {
  if (jest?.pid) signalGroup(jest.pid, 'SIGKILL');
  for (const { close } of open.reverse()) await close();
  process.exit(130);
}
