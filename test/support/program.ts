import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How to start one process, each time in the same way. */
export interface ProgramSpec {
  name: string;
  program: string;
  args: string[];
  env: Record<string, string>;
  /** The file for its output, over all restarts. */
  log: string;
  /** Polled until the process is ready. */
  isReady: () => Promise<boolean>;
}

const READY_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 30_000;

/** In the environment of programs that live for seconds: Node compiles less of them, and runs it a little slower, in a third less of the processor's time. */
export const SHORT_LIVED = { NODE_OPTIONS: `--require "${join(__dirname, 'short-lived.cjs')}"` };

/** A separate process that can be stopped, killed and restarted. */
export class Program {
  private child?: ChildProcess;
  /** Every pid that it has had. */
  readonly pids: number[] = [];

  constructor(private readonly recipe: ProgramSpec) {}

  async start(): Promise<void> {
    const { name, program, args, env, log, isReady } = this.recipe;
    const file = openSync(log, 'a');
    const child = spawn(program, args, { env, stdio: ['ignore', file, file, 'ipc'] });
    closeSync(file);
    await once(child, 'spawn');
    this.child = child;
    this.pids.push(child.pid!);
    const end = Date.now() + READY_TIMEOUT_MS;
    while (!(await isReady())) {
      if (hasEnded(child) || Date.now() > end) {
        await this.kill();
        throw new Error(`${name} did not become ready:\n${this.lastOutput()}`);
      }
      await pause(50);
    }
  }

  /** Stops it as an operator would: it finishes its work, and must exit without a fault. */
  async stop(): Promise<void> {
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const { name } = this.recipe;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    const [code, signal] = (await exit) as [number | null, string | null];
    clearTimeout(limit);
    if (code !== 0)
      throw new Error(`${name} was asked to stop and ended with ${signal ?? code}:\n${this.lastOutput()}`);
  }

  /** Kills it without warning. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  /** Its whole output, over all restarts. */
  output(): string {
    return readFileSync(this.recipe.log, 'utf8');
  }

  lastOutput(): string {
    return this.output().slice(-4_000);
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

/**
 * Below the ports that systems use for outgoing connections (Linux: from 2^15), so that none is taken before its owner starts or after it
 * is killed.
 */
const PORTS = { from: 10_000, to: 2 ** 15 };
const MAX_TRIES = 1_000;

/** Free ports that no other test on this machine gets while this process lives. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let tries = 0; ports.length < count; tries += 1) {
    if (tries === MAX_TRIES)
      throw new Error(`No free port between ${PORTS.from} and ${PORTS.to} in ${MAX_TRIES} tries.`);
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    if (isReserved(port) && (await isFree(port))) ports.push(port);
  }
  return ports;
}

const RESERVATIONS = join(tmpdir(), 'tocsin-test-ports');

/** Whether the port is reserved for us now: a file names the owner of a port, and a dead owner loses it. */
function isReserved(port: number): boolean {
  mkdirSync(RESERVATIONS, { recursive: true });
  const file = join(RESERVATIONS, String(port));
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
