import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Role } from '../src/domain/primitives/people';
import { runNamespaceJob, startCluster } from '../test/support/cluster';
import { createDatabase } from '../test/support/database';
import { freePorts, Program } from '../test/support/program';
import { startTemporal, type TemporalServer } from '../test/support/temporal-server';

export type Kind = 'development' | 'postgresql';

/** Both sides on one Temporal server: the product's own entries, and the bare worker, each a process of its own. */
export interface Place {
  client: Client;
  url: string;
  /** Of the reference's API. */
  referenceUrl: string;
  keysFile: string;
  keys: Record<Role, string>;
  /** Bytes that the product's worker holds, all garbage collected. */
  memory: () => Promise<{ heap: number; rss: number }>;
  close: () => Promise<void>;
}

const root = join(__dirname, '..');
const RUN_TYPESCRIPT = ['--import', 'tsx'];

export async function openPlace(kind: Kind): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
  const stops = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  try {
    const database = await createDatabase();
    stops.push(database.drop);
    const temporal = await serverOf(kind, folder);
    stops.push(temporal.close);
    const [port = 0, smtp = 0, referencePort = 0] = await freePorts(3);
    const reference = await createDatabase();
    stops.push(reference.drop);
    const env = {
      ...{ PATH: process.env['PATH'] ?? '', HOME: folder, TZ: 'UTC', NODE_ENV: 'production', LOG_LEVEL: 'warn' },
      ...{ PORT: String(port), TOCSIN_DATA: join(folder, 'data'), DATABASE_URL: database.url },
      ...{ TEMPORAL_ADDRESS: temporal.address, SMTP_URL: `smtp://127.0.0.1:${smtp}`, SENDER_NAME: 'sample' },
      TOCSIN_ENCRYPTION_KEYS_FILE: temporal.encryptionKeysFile,
      TOCSIN_REPORTS_PER_HOUR: '999999',
      TOCSIN_BENCH_MEMORY: join(folder, 'memory.json'),
    };
    found(env);
    const url = `http://127.0.0.1:${port}`;
    const referenceUrl = `http://127.0.0.1:${referencePort}`;
    const worker = node('worker', ['--require', join(__dirname, 'memory.cjs'), join(root, 'lib/worker.js')], env);
    const programs = [
      node('sink', [...RUN_TYPESCRIPT, join(__dirname, 'sink.ts'), String(smtp)], env),
      ...beside({ temporal: temporal.address, database: reference.url, port: referencePort }, env),
      worker,
      node('api', [join(root, 'lib/api/main.js')], env, () => answers(`${url}/readyz`)),
    ];
    for (const program of programs) {
      stops.push(() => program.kill());
      await program.start();
    }
    const keysFile = join(folder, 'data', 'keys.json');
    const keys = JSON.parse(readFileSync(keysFile, 'utf8')) as Record<Role, string>;
    const memory = () => memoryOf(worker, env.TOCSIN_BENCH_MEMORY);
    return { client: temporal.client, url, referenceUrl, keysFile, keys, memory, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** What the product is compared with. */
function beside(at: { temporal: string; database: string; port: number }, env: Record<string, string>): Program[] {
  const { temporal, database, port } = at;
  const script = (name: string, ...args: string[]) => [...RUN_TYPESCRIPT, join(__dirname, `${name}.ts`), ...args];
  return [
    node('bare worker', script('bare-worker', temporal), env),
    node('reference worker', script('bare-worker', temporal, database), env),
    node('reference api', script('reference-api', temporal, database, String(port)), env, () =>
      listens(`http://127.0.0.1:${port}`),
    ),
  ];
}

async function serverOf(kind: Kind, folder: string): Promise<TemporalServer> {
  if (kind === 'development') return startTemporal(folder, { onDisk: true });
  const cluster = await startCluster(folder);
  const { status, stderr } = runNamespaceJob(folder, cluster.address, 'default');
  if (status === 0) return cluster;
  await cluster.close();
  throw new Error(`The namespace could not be made:\n${stderr}`);
}

/** Brings the schema up, and makes the first people with their keys. */
function found(env: Record<string, string>): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'lib/operate/migrate.js')], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The register could not be founded:\n${stderr}`);
}

function node(name: string, args: string[], env: Record<string, string>, isReady = () => Promise.resolve(true)) {
  return new Program({
    name,
    program: process.execPath,
    args,
    env,
    log: join(env['HOME'] ?? '', `${name}.log`),
    isReady,
  });
}

export function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

function listens(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

async function memoryOf(worker: Program, file: string): Promise<{ heap: number; rss: number }> {
  rmSync(file, { force: true });
  process.kill(worker.pids.at(-1) ?? 0, 'SIGUSR2');
  for (const end = Date.now() + 30_000; !existsSync(file); await pause(100)) {
    if (Date.now() > end) throw new Error(`The worker did not say how much memory it holds:\n${worker.lastOutput()}`);
  }
  await pause(100);
  return JSON.parse(readFileSync(file, 'utf8')) as { heap: number; rss: number };
}
