import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf, isRunning } from './processes.mjs';

/** Takes the lock file for this process. Answers the living holder's pid if somebody else has it. */
export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, `${process.pid}\n${identityOf(process.pid)}\n`, { mode: 0o600 });
  try {
    return take(file, mine);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** `link` fails if the name is there, so of two that come at once one wins, and the file is never seen half written. */
function take(file, mine) {
  for (let turn = 0; turn < 3; turn++) {
    try {
      linkSync(mine, file);
      return undefined;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    if (holder && isRunning(holder)) return holder.pid;
    setAside(file, holder);
  }
  return holderOf(file)?.pid ?? 0;
}

/** Moves a dead holder's lock away; if in between a living one took it, gives it back. */
function setAside(file, dead) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    const moved = holderOf(aside);
    if (moved && moved.identity !== dead?.identity && isRunning(moved)) linkSync(aside, file);
  } catch {
    // Somebody else was quicker; the next turn sees what is there now.
  } finally {
    rmSync(aside, { force: true });
  }
}

function holderOf(file) {
  try {
    const [pid, identity] = readFileSync(file, 'utf8').split('\n');
    return { pid: Number(pid), identity };
  } catch {
    return undefined;
  }
}

export function unlock(file) {
  if (holderOf(file)?.pid === process.pid) rmSync(file, { force: true });
}

/** Waits its turn. */
export async function withLock(file, work) {
  while (tryLock(file) !== undefined) await pause(200);
  try {
    return await work();
  } finally {
    unlock(file);
  }
}
