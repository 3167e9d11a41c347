import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory, mounted at a folder in its own mount namespace. */
export interface SmallDisk {
  /** The same folder, as seen from outside that namespace. */
  folder: string;
  /** A process inside that namespace. */
  pid: number;
  fill: () => void;
  makeRoom: () => void;
  /** The file system goes away with the last process that uses it. */
  close: () => void;
}

/** Whether this machine allows it. */
export const canMount = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0;

/** `size` as tmpfs takes it, such as `192m`. */
export function mountSmallDisk(folder: string, size: string): SmallDisk {
  const script = `mount -t tmpfs -o size=${size} tocsin-test '${folder}' && exec cat`;
  const keeper = spawn('unshare', ['--mount', 'sh', '-c', script], { stdio: ['pipe', 'ignore', 'ignore'] });
  const pid = mountedIn(keeper, folder);
  const inside = join(`/proc/${pid}/root`, folder);
  const filler = join(inside, 'filler');
  return {
    ...{ folder: inside, pid },
    fill: () => fillUp(filler),
    makeRoom: () => rmSync(filler, { force: true }),
    close: () => void keeper.kill('SIGKILL'),
  };
}

const MOUNT_TIMEOUT_MS = 5_000;

function mountedIn({ pid = 0 }: ChildProcess, folder: string): number {
  const isMounted = () => readFileSync(`/proc/${pid}/mounts`, 'utf8').includes(`tocsin-test ${folder} tmpfs`);
  for (const end = Date.now() + MOUNT_TIMEOUT_MS; !isMounted() && Date.now() < end;) spawnSync('sleep', ['0.02']);
  return pid;
}

function fillUp(filler: string): void {
  const file = openSync(filler, 'w');
  for (const size of [1 << 20, 1 << 12]) writeUntilFull(file, Buffer.alloc(size));
  closeSync(file);
}

function writeUntilFull(file: number, block: Buffer): void {
  try {
    for (;;) writeSync(file, block);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOSPC') throw fault;
  }
}
