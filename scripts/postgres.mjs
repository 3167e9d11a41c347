import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lastLine } from './install.mjs';
import { freePort, onPath, run } from './processes.mjs';
import { Fault, say } from './say.mjs';

const debian = '/usr/lib/postgresql';
const inMemory = '/dev/shm';
/** More than the databases of a whole run take at once. */
const roomForTests = 3 * 2 ** 30;

/**
 * A cluster for one test run, gone afterwards: `{url, socket, programs, close}`; undefined where PostgreSQL is not installed. By the socket in its
 * folder, which is closed to other users, it is spoken to without a password. A durable one waits for the disk as in production, for measurements.
 */
export async function openPostgres({ durable = false } = {}) {
  const programs = programFolder();
  if (!programs) return undefined;
  const folder = mkdtempSync(join(durable ? tmpdir() : placeForTests(), 'tocsin-postgres-'));
  const runAs = unprivileged(folder);
  const postgres = (name, ...args) => runAs(join(programs, name), ...args);
  const data = join(folder, 'data');
  const close = async () => {
    await postgres('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const password = randomBytes(12).toString('hex');
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, password, { mode: 0o644 });
    const access = ['-U', 'tocsin', '--auth-local=trust', '--auth-host=scram-sha-256', `--pwfile=${passwordFile}`];
    await must(postgres('initdb', '-D', data, ...access, '-E', 'UTF8', '--no-locale', '--no-sync'));
    const port = await freePort();
    await must(
      postgres('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', options(port, folder, durable), 'start'),
    );
    say(`PostgreSQL: a throw-away cluster on port ${port} (${programs})`);
    return { url: `postgres://tocsin:${password}@127.0.0.1:${port}/postgres`, socket: folder, programs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** In memory where there is room: on a disk, copying a database takes several times the processor. */
function placeForTests() {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize > roomForTests && freemem() > 2 * roomForTests ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Nothing in a test outlives the run, so nothing needs to reach the disk. */
function options(port, socket, durable) {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socket,
    max_connections: 200,
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [`-p ${port}`, ...Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)].join(' ');
}

/** Where PostgreSQL's programs lie; undefined where they are not installed. */
export function programFolder() {
  const onTheWay = onPath('initdb') && onPath('pg_ctl');
  if (onTheWay) return dirname(onTheWay);
  if (!existsSync(debian)) return undefined;
  return readdirSync(debian)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debian, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

/** initdb refuses root; there it runs as the system's postgres, or as nobody. */
function unprivileged(folder) {
  if (process.getuid() !== 0) return (program, ...args) => run(program, args, { cwd: folder });
  const user = ['postgres', 'nobody'].find((name) => userId(name) !== undefined);
  chownSync(folder, userId(user), 0);
  return (program, ...args) => run('runuser', ['-u', user, '--', program, ...args], { cwd: folder });
}

function userId(name) {
  const { status, stdout } = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

async function must(running) {
  const { code, output } = await running;
  if (code !== 0) throw new Fault(`PostgreSQL cannot be started for the tests: ${lastLine(output)}`);
}
