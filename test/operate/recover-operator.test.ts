import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { instantAt } from '../../src/domain/primitives/instant';
import type { Role } from '../../src/domain/primitives/people';
import { openRegister, type Person, type Register } from '../../src/register';
import { createDatabase, type Database } from '../support/database';
import { migratedFolder } from '../support/embedded';
import { KEY_RING } from '../support/key-ring';
import { REGISTER_KINDS } from '../support/kinds';
import { SHORT_LIVED } from '../support/program';

const OPERATE = join(__dirname, '..', '..', 'lib/operate.js');

let folder: string;
let database: Database | undefined;
afterEach(async () => {
  await database?.drop();
  await rm(folder, { recursive: true });
});

describe.each(REGISTER_KINDS)('an installation without an operator (%s)', (kind) => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tocsin-recovery-'));
    database = kind === 'postgresql' ? await createDatabase() : undefined;
    if (!database) await migratedFolder(join(folder, 'register'));
  });

  test('an operator whose keys are gone has a new one, in a file for the owner alone, and a trace of it', async () => {
    await inRegister(({ people }) =>
      people.upsertMany([person('olga', ['operator']), person('pia', ['privacy']), person('lea', ['lead'])]),
    );
    expect(await recover('--for=olga')).toMatchObject({ code: 1, words: expect.stringContaining('encryption-keys') });
    await writeFile(join(folder, 'encryption-keys.json'), KEY_RING, { mode: 0o600 });
    expect(await recover('--for=lea')).toMatchObject({ code: 1, words: expect.stringContaining('of olga') });

    const { code, words } = await recover('--for=olga');
    const file = join(folder, 'operator-key');
    expect({ code, words }).toEqual({ code: 0, words: expect.stringContaining(file) });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const key = (await readFile(file, 'utf8')).trim();
    expect(words).not.toContain(key);
    await inRegister(async ({ keys, time }) => {
      const hash = createHash('sha256').update(key).digest('hex');
      expect(await keys.authenticate(hash, instantAt(await time.read()))).toMatchObject({ person: { id: 'olga' } });
      expect(await keys.of('olga')).toMatchObject([{ name: 'Recovery' }]);
    });
    expect(await accessLog()).toMatchObject([{ person: 'olga', method: 'SHELL', route: 'recover-operator' }]);
    await inRegister(async ({ administration }) => {
      const { rows } = await administration.list({ limit: 1 });
      expect(rows).toMatchObject([{ act: 'operator-recovered', by: 'system', subject: 'people/olga' }]);
      const mails = await administration.mails.claim(10);
      expect(mails.map(({ email }) => email)).toEqual(['olga@tocsin.example', 'pia@tocsin.example']);
    });
  });

  test('where there is no active operator left, or none to agree with one, somebody in the register is made one', async () => {
    await writeFile(join(folder, 'encryption-keys.json'), KEY_RING, { mode: 0o600 });
    await inRegister(({ people }) => people.upsertMany([person('lea', ['lead']), person('max', ['responder'])]));
    expect(await recover('--for=lea')).toMatchObject({ code: 0 });
    expect(await recover('--for=max')).toMatchObject({ code: 0 });
    await inRegister(async ({ people }) => {
      const roles = (await people.byRoles(['operator'])).map((one) => [one.id, one.roles]);
      expect(roles).toEqual([
        ['lea', ['lead', 'operator']],
        ['max', ['responder', 'operator']],
      ]);
    });
    expect(await recover('--for=nobody')).toMatchObject({ code: 1, words: expect.stringContaining('of lea, max') });
  });
});

async function inRegister<T>(act: (register: Register) => Promise<T>): Promise<void> {
  const register = await openRegister(database ? { databaseUrl: database.url } : { folder: join(folder, 'register') });
  await act(register);
  await register.close();
}

function recover(...options: string[]): Promise<{ code: number | null; words: string }> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    TOCSIN_DATA: folder,
    ...SHORT_LIVED,
    ...(database && { DATABASE_URL: database.url }),
  };
  const child = spawn(process.execPath, [OPERATE, 'recover-operator', ...options], { env });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (said) => (words += String(said)));
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, words })));
}

async function accessLog(): Promise<unknown[]> {
  const asked = 'select person, method, route, status from access_log';
  if (!database) {
    const embedded = await PGlite.create(join(folder, 'register'));
    const { rows } = await embedded.query(asked);
    await embedded.close();
    return rows;
  }
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<object>(asked);
  await client.end();
  return rows;
}

function person(id: string, roles: Role[]): Person {
  const email = `${id}@tocsin.example`;
  return { id, name: id, email, roles, timeZone: 'UTC', language: 'en', active: true };
}
