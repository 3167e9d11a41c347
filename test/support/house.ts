import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { createTeller, type Teller } from '../../src/demo/teller';
import { createDatabase } from './database';
import { migratedFolder } from './embedded';
import { MailServer } from './mailserver';
import { pathToPostgres } from './postgres-programs';
import { freePorts, Program, SHORT_LIVED } from './program';
import { startTemporal, type TemporalServer } from './temporal-server';

const root = join(__dirname, '..', '..');

export interface CommandResult {
  code: number;
  lines: string[];
}

/** A Tocsin in one process, with two stores that can be backed up and restored separately, as an operator does. */
export interface House {
  temporal: TemporalServer;
  service: Program;
  mail: MailServer;
  tell: Teller;
  run: (name: 'reconcile' | 'verify' | 'adopt-rules', ...options: string[]) => Promise<CommandResult>;
  query: (sql: string) => Promise<Record<string, unknown>[]>;
  /** Stops Temporal only while its own store is copied; Tocsin must be stopped. */
  copy: (store: 'register' | 'temporal', to: string) => Promise<void>;
  restore: (store: 'register' | 'temporal', from: string) => Promise<void>;
  close: () => Promise<void>;
}

export async function openHouse(
  kind: 'embedded' | 'postgresql',
  settings: Record<string, string> = {},
): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-house-'));
  const database = kind === 'postgresql' ? await createDatabase() : undefined;
  const mail = await MailServer.start();
  const temporal = await startTemporal(folder, { onDisk: true });
  const [port = 0] = await freePorts(1);
  const at = { url: `http://127.0.0.1:${port}`, keysFile: join(folder, 'keys.json') };
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TZ: 'UTC',
    ...SHORT_LIVED,
    PORT: String(port),
    TOCSIN_DATA: join(folder, 'data'),
    TOCSIN_KEYS_FILE: at.keysFile,
    TOCSIN_SMTP_PORT: new URL(mail.url).port,
    TEMPORAL_ADDRESS: temporal.address,
    TOCSIN_ENCRYPTION_KEYS_FILE: temporal.encryptionKeysFile,
    // What is restored here is for reconcile to mend.
    TOCSIN_WATCH_SECONDS: '3600',
    ...(database && { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.url }),
    ...settings,
  };
  const register = join(folder, 'data', 'register');
  if (!database) await migratedFolder(register);
  const service = serviceOf(folder, at.url, env);
  await service.start();
  const stores = {
    register: database ? dumpsOf(database.url) : foldersOf(register),
    temporal: filesOf(folder, temporal),
  };
  return {
    ...{ temporal, service, mail },
    tell: await createTeller(at),
    run: (name, ...options) => runCommand([join(root, 'scripts/run.mjs'), name, ...options], env),
    query: (sql) => (database ? queryAt(database.url, sql) : queryIn(register, sql)),
    copy: (store, to) => stores[store].copy(join(folder, to)),
    restore: (store, from) => stores[store].restore(join(folder, from)),
    close: async () => {
      await service.kill();
      await temporal.close();
      await mail.down();
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function serviceOf(folder: string, url: string, env: Record<string, string>): Program {
  return new Program({
    name: 'service',
    program: process.execPath,
    args: [join(root, 'lib/operate/start.js')],
    env,
    log: join(folder, 'service.log'),
    isReady: () =>
      fetch(`${url}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      ),
  });
}

interface Store {
  copy: (to: string) => Promise<void>;
  restore: (from: string) => Promise<void>;
}

function foldersOf(register: string): Store {
  return {
    copy: (to) => cp(register, to, { recursive: true }),
    restore: async (from) => {
      await rm(register, { recursive: true });
      await cp(from, register, { recursive: true });
    },
  };
}

function dumpsOf(url: string): Store {
  return {
    copy: (to) => runOrThrow('pg_dump', '--format=custom', `--file=${to}`, url),
    restore: (from) =>
      runOrThrow('pg_restore', '--clean', '--if-exists', '--single-transaction', `--dbname=${url}`, from),
  };
}

function filesOf(folder: string, { program }: TemporalServer): Store {
  const files = async (from: string) => (await readdir(from)).filter((name) => name.startsWith('temporal.db'));
  const move = async (from: string, to: string) => {
    await program.kill();
    for (const name of await files(to).catch(() => [])) await rm(join(to, name));
    for (const name of await files(from)) await cp(join(from, name), join(to, name));
    await program.start();
  };
  return { copy: (to) => move(folder, to), restore: (from) => move(from, folder) };
}

function runOrThrow(name: string, ...args: string[]): Promise<void> {
  const { status, stderr } = spawnSync(name, args, { env: { PATH: pathToPostgres() }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  return Promise.resolve();
}

function runCommand(args: string[], env: Record<string, string>): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (fault, stdout, stderr) =>
      resolve({ code: fault ? Number(fault.code) : 0, lines: `${stdout}${stderr}`.trim().split('\n') }),
    );
  });
}

async function queryAt(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

async function queryIn(folder: string, sql: string): Promise<Record<string, unknown>[]> {
  const database = await PGlite.create(folder);
  const { rows } = await database.query<Record<string, unknown>>(sql);
  await database.close();
  return rows;
}
