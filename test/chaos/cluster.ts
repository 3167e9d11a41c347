import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePorts, Program } from '../support/program';
import { canMount, mountSmallDisk, type SmallDisk } from '../support/small-disk';
import { until } from '../support/until';

/** Where initdb and postgres lie. */
export const postgresPrograms = process.env['TOCSIN_POSTGRES_PROGRAMS'];

/** The file system is small, so that it can be filled up in no time, and lives in memory, which a killed process does not take along. */
const ROOM = '192m';

/** A PostgreSQL cluster of our own, which keeps what it promised: all settings of durability as they come. */
export interface Cluster {
  port: number;
  url: string;
  program: Program;
  /** The postmaster and all its children, at once. */
  kill: () => Promise<void>;
  answers: () => Promise<boolean>;
  query: <Row>(sql: string) => Promise<Row[]>;
  /** What stands before a program that is to run as the cluster's own user, who sees its files. */
  asOwner: string[];
  data: string;
  /** As a disk that was lost, and a new one in its place. */
  lose: () => void;
  /** Leaves no room to write. */
  fill: () => Promise<unknown>;
  makeRoom: () => Promise<unknown>;
  /** How `fill` does it here. */
  filledBy: 'a full file system' | 'refused writes';
  close: () => Promise<void>;
}

export async function openCluster(folder: string, room = ROOM): Promise<Cluster> {
  const [port = 0] = await freePorts(1);
  const place = settle(folder, room);
  const data = join(place.folder, 'data');
  const url = `postgres://tocsin@127.0.0.1:${port}/postgres`;
  const command = (name: string, ...args: string[]) => [...place.asOwner, join(postgresPrograms ?? '', name), ...args];
  const [initdb = '', ...initArguments] = command('initdb', '-D', data, '-U', 'tocsin', '-A', 'trust', ...INITDB);
  await promisify(execFile)(initdb, initArguments, { cwd: '/' });
  const [program = '', ...args] = command('postgres', '-D', data, '-p', String(port), ...SETTINGS);
  const log = join(folder, 'postgres.log');
  const env = { PATH: process.env['PATH'] ?? '', TZ: 'UTC' };
  const postgres = new Program({ name: 'PostgreSQL', program, args, env, log, isReady: () => answers(url) });
  await postgres.start();
  const kill = async () => {
    const children = childrenOf(postgres.pids.at(-1)!);
    const killed = postgres.kill();
    for (const child of children) spareNot(child);
    await killed;
    await until('nobody of the old server is left', () => !isAttached(data));
  };
  return {
    ...{
      port,
      url,
      program: postgres,
      kill,
      answers: () => answers(url),
      query: <Row>(sql: string) => query<Row>(url, sql),
      ...{ asOwner: place.asOwner, data, lose: () => lose(place.asOwner, data) },
      ...(place.disk ? fullDisk(place.disk) : refusedWrites(url)),
    },
    close: async () => {
      await kill();
      place.close();
    },
  };
}

const INITDB = ['-E', 'UTF8', '--no-locale', '--wal-segsize=1'];
const SETTINGS = Object.entries({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '16MB',
  max_wal_size: '16MB',
  min_wal_size: '2MB',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

function lose(asOwner: string[], data: string): void {
  for (const words of [
    ['rm', '-rf', data],
    ['mkdir', '-m', '700', data],
  ]) {
    const [program = '', ...args] = [...asOwner, ...words];
    execFileSync(program, args, { cwd: '/' });
  }
}

interface Place {
  folder: string;
  /** PostgreSQL refuses root, and so runs as an ordinary user. */
  asOwner: string[];
  /** Undefined where no file system of our own can be mounted. */
  disk?: SmallDisk;
  close: () => void;
}

function settle(folder: string, room: string): Place {
  const own = join(folder, 'postgres');
  mkdirSync(own, { mode: 0o755 });
  if (process.getuid?.() !== 0) return { folder: own, asOwner: [], close: () => undefined };
  const user = ordinaryUser();
  const disk = canMount ? mountSmallDisk(own, room) : undefined;
  chownSync(disk?.folder ?? own, user.uid, user.gid);
  const [uid, gid] = [String(user.uid), String(user.gid)];
  const asOwner = disk
    ? ['nsenter', '--target', String(disk.pid), '--mount', '--setuid', uid, '--setgid', gid, '--']
    : ['setpriv', '--reuid', uid, '--regid', gid, '--clear-groups', '--'];
  return {
    folder: own,
    asOwner,
    disk,
    close: () => disk?.close(),
  };
}

function ordinaryUser(): { uid: number; gid: number } {
  const known = (name: string) => spawnSync('id', ['-u', name]).status === 0;
  const name = ['postgres', 'nobody'].find(known) ?? 'nobody';
  const id = (what: string) => Number(execFileSync('id', [what, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function fullDisk({ fill, makeRoom }: SmallDisk): Pick<Cluster, 'fill' | 'makeRoom' | 'filledBy'> {
  return { filledBy: 'a full file system', fill: async () => fill(), makeRoom: async () => makeRoom() };
}

/** Where nothing can be mounted, each table says what PostgreSQL says when the disk is full. PostgreSQL itself feels nothing of it. */
function refusedWrites(url: string): Pick<Cluster, 'fill' | 'makeRoom' | 'filledBy'> {
  const refuse = `
    create function chaos_full() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
    do $$ declare t regclass; begin
      for t in select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
        execute format('create trigger chaos_full before insert or update or delete on %s execute function chaos_full()', t);
      end loop; end $$`;
  return {
    filledBy: 'refused writes',
    fill: () => query(url, refuse),
    makeRoom: () => query(url, 'drop function chaos_full cascade'),
  };
}

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row & object>(sql)).rows;
  } finally {
    await client.end();
  }
}

function answers(url: string): Promise<boolean> {
  return query(url, 'select 1').then(
    () => true,
    () => false,
  );
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Whether anybody still holds the shared memory that the folder's last server had: until then no other may start there. */
function isAttached(data: string): boolean {
  try {
    const [, id] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[6]!.trim().split(/\s+/);
    const segments = readFileSync('/proc/sysvipc/shm', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    return segments.some(([, segment, , , , , attached]) => segment === id && attached !== '0');
  } catch {
    return false;
  }
}

function spareNot(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
