import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How one process is started, again and again in the same way. */
export interface Recipe {
  name: string;
  program: string;
  args: string[];
  env: Record<string, string>;
  /** What it says is kept there, over all its lives. */
  log: string;
  /** Whether it can be used. Asked until it can. */
  isReady: () => Promise<boolean>;
}

const READY_WITHIN_MS = 180_000;
const STOPS_WITHIN_MS = 30_000;

/** A process of its own that can be stopped, killed and started anew. */
export class Program {
  private child?: ChildProcess;
  /** Every pid it ever had. */
  readonly pids: number[] = [];

  constructor(private readonly recipe: Recipe) {}

  async start(): Promise<void> {
    const { name, program, args, env, log, isReady } = this.recipe;
    const file = openSync(log, 'a');
    const child = spawn(program, args, { env, stdio: ['ignore', file, file, 'ipc'] });
    closeSync(file);
    await once(child, 'spawn');
    this.child = child;
    this.pids.push(child.pid!);
    const end = Date.now() + READY_WITHIN_MS;
    while (!(await isReady())) {
      if (hasEnded(child) || Date.now() > end) {
        await this.kill();
        throw new Error(`${name} did not become ready:\n${this.lastWords()}`);
      }
      await pause(50);
    }
  }

  /** As an operator would: it finishes what it has in hand, and must leave without a fault. */
  async stop(): Promise<void> {
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const { name } = this.recipe;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    const [code, signal] = (await exit) as [number | null, string | null];
    clearTimeout(limit);
    if (code !== 0) throw new Error(`${name} was asked to stop and ended with ${signal ?? code}:\n${this.lastWords()}`);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  /** Whatever it said, in all its lives. */
  said(): string {
    return readFileSync(this.recipe.log, 'utf8');
  }

  lastWords(): string {
    return this.said().slice(-4_000);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Below what systems lend to outgoing connections (Linux from 2^15 on), so that nothing takes one while its owner is not there yet, or is killed. */
const PORTS = { from: 10_000, to: 2 ** 15 };
const TRIES = 1_000;

/** Free ports that nobody else among the tests of this machine is given while this process lives. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let tries = 0; ports.length < count; tries += 1) {
    if (tries === TRIES) throw new Error(`No free port between ${PORTS.from} and ${PORTS.to} in ${TRIES} tries.`);
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    if (isReserved(port) && (await isFree(port))) ports.push(port);
  }
  return ports;
}

const RESERVED = join(tmpdir(), 'tocsin-test-ports');

/** Whether it is ours now: a file says whose a port is, and one whose process is gone has lost it. */
function isReserved(port: number): boolean {
  mkdirSync(RESERVED, { recursive: true });
  const file = join(RESERVED, String(port));
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(Number(readOr(file, '')))) rmSync(file, { force: true });
    return false;
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
