import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegister, RegisterUnavailable } from '../../../src/register';
import { canMount, mountSmallDisk } from '../../support/small-disk';
import { migratedFolder } from '../../support/embedded';
import { placesInTurn, postgresqlPlace } from '../registers';
import { newIncident, openingPage } from '../stories';

const server = process.env.TOCSIN_TEST_DATABASE_URL;
const withServer = server ? describe : describe.skip;

async function faultOf(databaseUrl: string): Promise<Error> {
  const fault: unknown = await openRegister({ databaseUrl }).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(RegisterUnavailable);
  return fault as Error;
}

describe('Opening a register', () => {
  test('an address where nobody answers gives one sentence with the place and what to do, and no password', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const { port } = listener.address() as AddressInfo;
    await new Promise((resolve) => listener.close(resolve));
    const { message } = await faultOf(`postgres://tocsin:hunter2@127.0.0.1:${port}/register`);
    expect(message).toContain(`127.0.0.1:${port}/register`);
    expect(message).toMatch(/cannot be used now: .*ECONNREFUSED.*Check that PostgreSQL runs there/);
    expect(message).not.toContain('hunter2');
  });

  test('a server that is no PostgreSQL is unavailable too', async () => {
    const listener = createServer((socket) => socket.resume().end('220 mail.example ESMTP\r\n'));
    listener.listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const { port } = listener.address() as AddressInfo;
    const { message } = await faultOf(`postgres://tocsin:hunter2@127.0.0.1:${port}/register`);
    expect(message).not.toContain('hunter2');
    await new Promise((resolve) => listener.close(resolve));
  });

  test.each([
    ['mysql://u:hunter2@host/db'],
    ['hunter2'],
    ['postgres://u:hunt/er2@127.0.0.1:1/db'],
    ['postgres://u:9/hunter2@127.0.0.1:1/db'],
    ['postgres://u:%zzhunter2@127.0.0.1:1/db'],
    ['postgres://u:hunter2@no-such-host.invalid/db'],
  ])('whatever is wrong with an address, its password stays out of the message: %s', async (databaseUrl) => {
    const fault = await faultOf(databaseUrl);
    expect(`${fault.message} ${String(fault.cause)}`).not.toMatch(/hunter2|er2/);
  });

  test('a folder with a damaged register gives one sentence that names it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-damaged-'));
    await writeFile(join(folder, 'PG_VERSION'), 'not a version');
    const fault: unknown = await openRegister({ folder }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(RegisterUnavailable);
    expect(String(fault)).toContain(`${folder} cannot be opened: its files are damaged`);
    await rm(folder, { recursive: true });
  });

  test('a folder with other files in it is not overwritten', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-other-'));
    await writeFile(join(folder, 'thesis.txt'), 'years of work');
    await expect(openRegister({ folder })).rejects.toThrow('no PG_VERSION among them');
    expect(await readdir(folder)).toEqual(['thesis.txt']);
    await rm(folder, { recursive: true });
  });

  test('a path that is no folder gives one sentence that names it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-file-'));
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(openRegister({ folder: file })).rejects.toThrow(file);
    await rm(folder, { recursive: true });
  });
});

describe.each(placesInTurn('Migrations'))('Migrations (%s)', (kind, makePlace, makeMigratedPlace) => {
  test('a new register has no version, is brought to the wanted one once, keeps what it holds, and is shown to nobody else on the machine', async () => {
    const place = await makePlace();
    const register = await place.open();
    expect(register.kind).toBe(kind);
    const { found, wanted } = await register.schemaVersion();
    expect([found, wanted]).toEqual([undefined, expect.stringMatching(/^\d+\.\d+$/)]);
    await register.migrate();
    const incident = newIncident();
    await register.pages.append([openingPage(incident)]);
    await register.migrate();
    await register.close();
    if (place.folder) expect(othersMayIn(await stat(place.folder))).toBe(0);

    const again = await place.open();
    await again.migrate();
    expect(await again.schemaVersion()).toEqual({ found: wanted, wanted });
    expect(await again.pages.read(incident)).toHaveLength(1);
    await again.close();
    await place.remove();
  });

  test('tables of a newer release are left alone, with a sentence that says so', async () => {
    const place = await makeMigratedPlace();
    const older = await place.open();
    await place.query(`insert into migrations (number, name) values (999, 'of tomorrow')`);
    await expect(older.migrate()).rejects.toThrow(/version 999\.\d+,.*Run the newer release/);
    await older.close();
    await place.remove();
  });
});

if (canMount)
  test('an embedded register without room is read, refuses what is written, and takes it once there is room; a new one is shown to nobody else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-full-'));
    const disk = mountSmallDisk(folder, '160m');
    const at = { folder: join(disk.folder, 'register') };
    await migratedFolder(at.folder);
    const register = await openRegister(at);
    const incident = newIncident();
    disk.fill();
    await expect(register.pages.append([openingPage(incident)])).rejects.toThrow(RegisterUnavailable);
    expect(await register.pages.read(incident)).toEqual([]);
    await register.close();
    await expect(openRegister(at)).rejects.toThrow(`${at.folder} has less than 64 MB of room left. Make room there`);
    const fresh = { folder: join(disk.folder, 'fresh') };
    await expect(openRegister(fresh)).rejects.toThrow('has less than 64 MB of room left');
    expect(othersMayIn(await stat(fresh.folder))).toBe(0);
    disk.makeRoom();
    const again = await openRegister(at);
    await again.pages.append([openingPage(incident)]);
    expect(await again.pages.read(incident)).toHaveLength(1);
    await again.close();
    disk.close();
    await rm(folder, { recursive: true });
  });

withServer('PostgreSQL', () => {
  test('of several processes that migrate at once one does it, and the others find it done', async () => {
    const place = await postgresqlPlace();
    const registers = await Promise.all(Array.from({ length: 6 }, () => place.open()));
    await Promise.all(registers.map((register) => register.migrate()));
    expect(await place.query('select count(*)::int as times from migrations where number = 1')).toEqual([{ times: 1 }]);
    await Promise.all(registers.map((register) => register.close()));
    await place.remove();
  });

  test('a wrong password and a database that is not there are told as such', async () => {
    const wrong = new URL(server!);
    wrong.password = 'hunter2';
    const denied = await faultOf(wrong.href);
    expect(denied.message).toMatch(/Check the user and the password/);
    expect(denied.message).not.toContain('hunter2');
    const missing = new URL(server!);
    missing.pathname = '/no_such_database';
    expect((await faultOf(missing.href)).message).toMatch(/Create that database/);
  });

  test('a connection that is lost is an unavailable register, and the next call has a new one', async () => {
    const place = await postgresqlPlace();
    const register = await place.open();
    await register.migrate();
    const slow = Promise.allSettled(
      Array.from({ length: 30 }, () => register.people.upsertMany([{ ...PERSON, name: String(Math.random()) }])),
    );
    await place.query(`select pg_terminate_backend(pid, 10000) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
    for (const ended of await slow) {
      if (ended.status === 'rejected') expect(ended.reason).toBeInstanceOf(RegisterUnavailable);
    }
    // All of them are over; what they said last may lie unread beside the answer to that.
    await new Promise(setImmediate);
    expect(await register.people.byIds(['nobody'])).toEqual([]);
    await register.close();
    await place.remove();
  });

  test('a mistake in what is asked is no unavailable register', async () => {
    const place = await postgresqlPlace();
    const register = await place.open();
    const fault: unknown = await register.people.list({ limit: 1 }).catch((error: unknown) => error);
    expect(fault).not.toBeInstanceOf(RegisterUnavailable);
    expect(String(fault)).toMatch(/people/);
    await register.close();
    await place.remove();
  });
});

function othersMayIn({ mode }: { mode: number }): number {
  return mode & 0o077;
}

const PERSON = {
  id: 'p',
  name: 'P',
  email: 'p@tocsin.example',
  roles: ['lead' as const],
  timeZone: 'UTC',
  language: 'en',
  active: true,
};
