import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLine } from './install.mjs';
import { freePort, run } from './processes.mjs';
import { Fault } from './say.mjs';

const readyWithinMs = 120_000;
const attempts = 3;

/**
 * A Temporal server for one test run, in memory, in which each test file has a namespace of its own; `{address, close}`. It looks at its
 * namespaces three times a second, so that a new one is soon known: each look reads all of them, in each of its parts.
 */
export async function openTemporalForTests(program) {
  for (let attempt = 1; ; attempt += 1) {
    const server = await started(program, await freePort());
    if ('close' in server) return server;
    if (attempt === attempts) throw new Fault(`Temporal cannot be started for the tests: ${server.why}`);
  }
}

/** Most of its ports it picks by itself, and somebody else may have one before it does. */
async function started(program, port) {
  const address = `127.0.0.1:${port}`;
  const args = [
    'server',
    'start-dev',
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--log-level',
    'error',
  ];
  const quick = ['--dynamic-config-value', 'system.namespaceCacheRefreshInterval="300ms"'];
  const child = spawn(program, [...args, ...quick], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said = [];
  child.stderr.on('data', (chunk) => said.push(chunk));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const close = async () => {
    process.off('exit', kill);
    kill();
    await ended;
  };
  const limit = Date.now() + readyWithinMs;
  while (child.exitCode === null && Date.now() < limit) {
    const { code } = await run(program, ['operator', 'namespace', 'describe', 'default', '--address', address]);
    if (code === 0) return { address, close };
    await pause(100);
  }
  await close();
  return { why: lastLine(Buffer.concat(said).toString()) };
}
