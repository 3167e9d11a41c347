import { spawn } from 'node:child_process';
import { mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf, isRunning, recordPid, signalGroup } from './processes.mjs';
import { Fault } from './say.mjs';

const largestLog = 10 * 1024 * 1024;
const ours = new Set();

/**
 * Starts a process in a group of its own, so that Ctrl-C in the terminal reaches start.mjs alone, which then stops all in order.
 * The pid file lets the next start find what a killed one left behind.
 */
export function launch(program, args, { stdio, pidFile, details, env }) {
  const child = spawn(program, args, { stdio, detached: true, env: env ?? process.env });
  child.on('error', () => undefined);
  if (child.pid === undefined) throw new Fault(`${program} cannot be run: see that it is there and executable.`);
  ours.add(child.pid);
  child.on('exit', () => ours.delete(child.pid));
  recordOrKill(pidFile, child.pid, details);
  return { pid: child.pid, identity: identityOf(child.pid), child };
}

function recordOrKill(pidFile, pid, details) {
  try {
    recordPid(pidFile, pid, details);
  } catch (error) {
    signalGroup(pid, 'SIGKILL');
    throw new Fault(
      `${pidFile} cannot be written (${error.code}): make room on its disk, or make its folder one that you may write to.`,
    );
  }
}

/** What an earlier start launched counts as ours from now on. */
export function adopt(server) {
  ours.add(server.pid);
  return server;
}

export function killAll() {
  for (const pid of ours) signalGroup(pid, 'SIGKILL');
}

/** Appends to logs/<name>.log; one that has grown large becomes .log.1. */
export function openLog(dataFolder, name) {
  const folder = join(dataFolder, 'logs');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLog) renameSync(path, `${path}.1`);
  return { path, fd: openSync(path, 'a', 0o600) };
}

/** Waits until the address answers 200; false if the process is gone first. */
export async function answers(url, server, milliseconds) {
  const until = Date.now() + milliseconds;
  while (Date.now() < until && isRunning(server)) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.status === 200) return true;
    await pause(50);
  }
  return false;
}
