import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Runs to the end and keeps what it said. */
export function run(program, args, options = {}) {
  const { timeout, ...rest } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...rest });
    const said = [];
    child.stdout?.on('data', (chunk) => said.push(chunk));
    child.stderr?.on('data', (chunk) => said.push(chunk));
    const kill = () => child.kill('SIGKILL');
    const limit = timeout && setTimeout(kill, timeout);
    process.once('exit', kill);
    const end = (code, reason) => {
      clearTimeout(limit);
      process.off('exit', kill);
      resolve({ code, output: `${Buffer.concat(said).toString()}${reason ?? ''}`.trim() });
    };
    child.on('error', (error) => end(127, error.message));
    child.on('close', (code, signal) => end(code ?? 128, signal && ` (${signal})`));
  });
}

/** The first program of this name on the PATH. */
export function onPath(name) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);
}

/** Chromium, by whichever of its names; first the shell that opens no window of its own, which takes a third of the processor and shows a page alike. */
export function chromiumProgram() {
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
  return names.map(onPath).find((program) => program !== undefined);
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What tells a process from a later one that got the same number; undefined once it is gone. */
export function identityOf(pid) {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return state === 'Z' ? undefined : `${boot}/${fields[18]}`;
  } catch {
    return undefined;
  }
}

/** One that ended before it could be told from others has no identity. */
export function isRunning({ pid, identity }) {
  return identity !== undefined && identityOf(pid) === identity;
}

export function recordPid(file, pid, details = {}) {
  mkdirSync(dirname(file), { recursive: true });
  // Whole or not at all, for whoever reads it meanwhile.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify({ pid, identity: identityOf(pid), ...details })}\n`);
  renameSync(unfinished, file);
}

/** The process a pid file speaks of, if it is still that one. */
export function recorded(file) {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8'));
    return isRunning(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

export function forget(file) {
  rmSync(file, { force: true });
}

/** Asks the group to end, and insists after the grace is over. */
export async function end(record, graceMs, signal = 'SIGTERM') {
  signalGroup(record.pid, signal);
  if (!(await goneWithin(record, graceMs))) {
    signalGroup(record.pid, 'SIGKILL');
    await goneWithin(record, 5_000);
  }
}

export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
}

async function goneWithin(record, milliseconds) {
  const until = Date.now() + milliseconds;
  while (Date.now() < until) {
    if (!isRunning(record)) return true;
    await pause(50);
  }
  return !isRunning(record);
}

/** Undefined if we may listen there, else the system's word for why not. */
export function whyNotListen(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
