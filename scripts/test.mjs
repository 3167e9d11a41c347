import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn, spawnSync } from 'node:child_process';
import { ensureBuilt, ensureGuard } from './build.mjs';
import { cacheFolder } from './cache.mjs';
import { checks } from './checks.mjs';
import { obtainTemporalServer } from './cluster.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { openPostgres, programFolder } from './postgres.mjs';
import { chromiumProgram, signalGroup } from './processes.mjs';
import { complain, Fault, say, stopwatch } from './say.mjs';
import { obtainTemporal } from './temporal.mjs';
import { filesFor, needsOf } from './test-needs.mjs';
import { planOf, releaseFiles, roundsOf } from './test-plan.mjs';
import { openTemporalForTests } from './test-temporal.mjs';
import { obtainTestServer } from './test-server.mjs';
import { recordTimings } from './test-timings.mjs';

const inCi = Boolean(process.env['CI']);
const jestLimitMs = 40 * 60_000;
const plan = planOf(process.argv.slice(2));
/**
 * More room for what a test makes and forgets, and no threads that help to clear it away: they would take the processors from other tests. A release
 * measures how long the product holds its thread, and clears away as production does.
 */
const forgetful = plan.isRelease ? [] : ['--max-semi-space-size=32', '--single-threaded-gc'];

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
  const env = environment();
  const files = plan.isFast ? [] : await filesFor(plan.files, env);
  const chosen = plan.isRelease ? releaseFiles(files, needsOf) : files;
  const needs = plan.isFast ? new Set() : needsOf(chosen);
  await ensureGuard().catch(() => 'the step "build" will say why');
  await Promise.all([(plan.isWhole || needs.has('build')) && step('build', () => ensureBuilt()), prepare(needs, env)]);
  await Promise.all([plan.isWhole && everyCheck(), plan.isRelease ? testsOfRelease(env, chosen) : tests(env)]);
}

function environment() {
  return {
    ...process.env,
    TZ: 'UTC',
    // The embedded database loads itself by a dynamic import, which Jest allows only with this.
    NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`,
    TOCSIN_TEST_CACHE: cacheFolder('tests'),
    TOCSIN_TEST_SEED: process.env['TOCSIN_TEST_SEED'] ?? commit(),
    ...(plan.isRelease && { TOCSIN_TEST_RELEASE: 'yes' }),
    ...(plan.isPicked && { TOCSIN_TEST_PICKED: 'yes' }),
  };
}

/** Chance is the same in every run over one commit, so that a run that failed fails again. */
function commit() {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'no commit';
}

/** What these tests run against; where it cannot be had, they skip what needs it, and in CI that is a failure. */
async function prepare(needs, env) {
  if (needs.has('temporal')) env.TOCSIN_TEMPORAL_PROGRAM = await obtainTemporal();
  if (needs.has('sharedTemporal')) {
    const temporal = await openTemporalForTests(env.TOCSIN_TEMPORAL_PROGRAM);
    open.push(temporal);
    env.TOCSIN_TEST_TEMPORAL_ADDRESS = temporal.address;
  }
  if (needs.has('testServer')) {
    const testServer = await obtainTestServer();
    if (testServer) env.TOCSIN_TEST_SERVER_PROGRAM = testServer;
    else leftOut('No time-skipping test server, so the tests of waiting are left out: install java and mvn.');
  }
  if (needs.has('browser')) prepareBrowser(env);
  if (needs.has('postgres') || needs.has('postgresPrograms')) await preparePostgres(needs, env);
}

function prepareBrowser(env) {
  const browser = chromiumProgram();
  if (browser) env.TOCSIN_TEST_BROWSER = browser;
  else leftOut('No browser, so the tests of the pages are left out: install chromium.');
}

async function preparePostgres(needs, env) {
  const programs = programFolder();
  if (!programs) return leftOut('No PostgreSQL, so its tests are left out: install it (initdb and pg_ctl).');
  env.TOCSIN_POSTGRES_PROGRAMS = programs;
  if (!needs.has('postgres')) return;
  const postgres = await openPostgres();
  open.push(postgres);
  env.TOCSIN_TEST_DATABASE_URL = postgres.url;
  env.TOCSIN_TEST_DATABASE_SOCKET = postgres.socket;
  if (!needs.has('productionServer')) return;
  const server = await obtainTemporalServer();
  if (server) env.TOCSIN_TEMPORAL_SERVER_FOLDER = server;
  else leftOut("No production server of Temporal's, so its tests are left out: install Go.");
}

function leftOut(sentence) {
  if (inCi) throw new Fault(sentence);
  say(sentence);
}

/** One after the other: the tests need the other processors. */
async function everyCheck() {
  for (const [name, check] of checks()) await step(name, check);
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

async function testsOfRelease(env, files) {
  if (files.length === 0) throw new Fault('None of these files belongs to a release.');
  for (const round of plan.isWholeRelease ? roundsOf(files) : [files]) await tests(env, round);
}

async function tests(env, files = []) {
  const elapsed = stopwatch();
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-tests-'));
  const results = join(folder, 'results.json');
  const code = await runJest(env, ['--json', `--outputFile=${results}`, ...plan.jestArguments, ...files]);
  if (plan.recordsTimings) recordTimings(results);
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
    jest = spawn(process.execPath, [...forgetful, program, ...args], {
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
