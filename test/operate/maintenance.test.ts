import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { loadCompany } from '../../src/demo/company';
import { misdirectedMail } from '../../src/demo/stories';
import { createTeller, type Teller } from '../../src/demo/teller';
import { HOUR } from '../../src/domain/primitives/instant';
import { openRegister } from '../../src/register';
import { createDatabase } from '../support/database';
import { migratedFolder } from '../support/embedded';
import { MailServer } from '../support/mailserver';
import { serviceOf } from '../support/house';
import { freePorts, SHORT_LIVED, type Program } from '../support/program';
import { REGISTER_KINDS } from '../support/kinds';
import { openTemporal } from '../support/namespace';
import { temporalProgram, type TemporalServer } from '../support/temporal-server';
import { testInTurn } from '../support/turns';
import { until } from '../support/until';
import { newIncident, openingPage } from '../register/stories';

const root = join(__dirname, '..', '..');
/** Where nobody else may have the data folder, the script sees to it; beside that it looks whether all is built, each time. */
const PROGRAM = { embedded: 'scripts/run.mjs', postgresql: 'lib/operate.js' };
const NOBODY = '127.0.0.1:1';

interface Said {
  code: number;
  lines: string[];
}

/** A Tocsin in one process, whose register can be looked after as an operator does. */
interface House {
  temporal: TemporalServer;
  service: Program;
  tell: Teller;
  /** `npm run rebuild` or `npm run verify`. Only PostgreSQL lets them in while Tocsin runs. */
  run: (name: 'rebuild' | 'verify', settings?: Record<string, string>) => Promise<Said>;
  /** Goes past the register, as somebody with access to the database could. */
  query: (sql: string) => Promise<void>;
  close: () => Promise<void>;
}

(temporalProgram ? describe : describe.skip).each(REGISTER_KINDS)('looking after a register (%s)', (kind) => {
  let house: House;
  const told: Record<'first' | 'second' | 'closed', string> = { first: '', second: '', closed: '' };

  beforeAll(async () => {
    house = await openHouse(kind);
    const { tell, temporal } = house;
    await loadCompany(tell);
    told.closed = await misdirectedMail(tell, ['alder', 'birch']);
    told.first = await declared(tell);
    told.second = await declared(tell);
    await temporal.client.workflow.getHandle(told.closed).result();
    for (const id of [told.first, told.second]) await allRecorded(tell, id);
    if (kind === 'embedded') await house.service.stop();
  }, 240_000);
  afterAll(() => house.close());

  test('a rebuild makes lost read tables good, and says that all else is unchanged', async () => {
    const whole = await house.run('rebuild');
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.lines.at(-1)).toBe('The read tables are rebuilt, and the source tables are unchanged.');
    const readTables = whole.lines.filter((line) => /^\w+ +read .* rows before, /.test(line));
    expect(readTables.map((line) => line.split(' ')[0])).toEqual([
      'exercises',
      'incident_sight',
      'incidents',
      'post_mortems',
      'related_incidents',
      'timeline',
    ]);
    for (const line of readTables) expect(line).toMatch(/ read +(\d+) rows before, \1 after +(\w{32}) \2 unchanged$/);
    expect(lineOf(whole, 'incidents')).toMatch(/ 3 after /);
    expect(lineOf(whole, 'pages')).toMatch(/source (\d+) rows before, \1 after +(\w{32}) \2 unchanged$/);

    await house.query(`update incidents set stage = 'review' where id = '${told.first}'`);
    expect(lineOf(await house.run('rebuild'), 'incidents')).toMatch(/ made good: 1 rows differed$/);

    await house.query('drop table timeline; delete from incidents');
    const mended = await house.run('rebuild');
    expect(lineOf(mended, 'incidents')).toMatch(/read +0 rows before, 3 after .* made good: 3 rows differed$/);
    expect(lineOf(mended, 'timeline')).toMatch(
      /read +0 rows before, (\d+) after .* absent \w{32} made good: \1 rows differed$/,
    );
    expect(after(mended)).toEqual(after(whole));
  });

  testInTurn('a rebuild that would change a source table is taken back, and fails', async () => {
    const before = await house.run('rebuild');
    await house.query(`create function spoil() returns event_trigger language plpgsql as
        $$ begin update people set name = 'Somebody else'; end $$;
        create event trigger spoil on sql_drop execute function spoil()`);
    const refused = await house.run('rebuild');
    expect(refused.code).toBe(1);
    expect(refused.lines).toEqual([expect.stringMatching(/^tocsin: The rebuild would have changed people, and was/)]);
    await house.query('drop event trigger spoil; drop function spoil');
    expect(after(await house.run('rebuild'))).toEqual(after(before));
  });

  test('a healthy one is found without a fault', async () => {
    const { code, lines } = await house.run('verify');
    expect({ code, lines }).toEqual({ code: 0, lines: [expect.stringMatching(/^3 incidents, \d+ pages, 0 faults$/)] });
  });

  testInTurn('without Temporal the pages are checked alone, and that is said', async () => {
    const { code, lines } = await house.run('verify', { TEMPORAL_ADDRESS: NOBODY });
    expect({ code, lines }).toEqual({
      code: 0,
      lines: [
        expect.stringMatching(/^Temporal does not answer .*: the pages were checked alone, workflows and timers were/),
        expect.stringMatching(/^3 incidents, \d+ pages, 0 faults$/),
      ],
    });
  });

  test('a changed page, a workflow that ended, one without its timer and one that nobody knows are each named', async () => {
    const { workflow } = house.temporal.client;
    const hollow = (workflowId: string) =>
      workflow.start('incident', {
        workflowId,
        taskQueue: 'nobody',
        args: [],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
    await workflow.getHandle(told.first).terminate('by a test');
    await workflow.getHandle(told.second).terminate('by a test');
    await hollow(told.second);
    await hollow('INC-2020-9999');
    await house.query(`alter table pages disable trigger user;
      update pages set bytes = set_byte(bytes, 20, 88) where incident = '${told.closed}' and sequence = 2;
      alter table pages enable trigger user`);

    const { code, lines } = await house.run('verify');
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(new RegExp(`^3 incidents, \\d+ pages, ${lines.length - 1} faults$`));
    expect(lines).toContain(`${told.closed}, page 2: its bytes do not give its SHA-256`);
    expect(lines.filter((line) => !line.startsWith(`${told.closed}, page 2`)).slice(0, -1)).toEqual([
      'INC-2020-9999: its workflow runs, and the register does not know it',
      `${told.first}: it is open in the register, and its workflow is terminated`,
      expect.stringMatching(`^${told.second}: its workflow runs, and no timer is pending for the commitment due `),
    ]);
  });

  testInTurn('without Temporal a fault of a page is still found', async () => {
    const { code, lines } = await house.run('verify', { TEMPORAL_ADDRESS: NOBODY });
    expect(code).toBe(1);
    expect(lines).toContain(`${told.closed}, page 2: its bytes do not give its SHA-256`);
  });
});

describe('an embedded register', () => {
  let folder: string;
  let env: Record<string, string>;
  const run = (name: 'rebuild' | 'verify') => said(join(root, 'scripts/run.mjs'), name, env);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tocsin-embedded-'));
    env = {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      TOCSIN_DATA: folder,
      TEMPORAL_ADDRESS: NOBODY,
      ...SHORT_LIVED,
    };
    const register = await openRegister({ folder: await migratedFolder(join(folder, 'register')) });
    await register.pages.append([openingPage(newIncident())]);
    await register.close();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  testInTurn('is rebuilt and verified while nobody has it', async () => {
    await queryIn(join(folder, 'register'), 'delete from incidents');
    const mended = await run('rebuild');
    expect(lineOf(mended, 'incidents')).toMatch(/read +0 rows before, 1 after .* made good: 1 rows differed$/);
    expect(mended.lines.at(-1)).toBe('The read tables are rebuilt, and the source tables are unchanged.');
    expect(await run('verify')).toMatchObject({
      code: 0,
      lines: [expect.any(String), '1 incidents, 1 pages, 0 faults'],
    });
  });

  test('is given to neither where a running Tocsin has the data folder', async () => {
    const lock = `import { tryLock } from '${root}/scripts/lock.mjs'; tryLock('${join(folder, 'lock')}'); console.log('locked'); setInterval(() => 0, 1000)`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', lock], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    for (const name of ['rebuild', 'verify'] as const) {
      const { code, lines } = await run(name);
      expect({ code, lines }).toEqual({
        code: 1,
        lines: [expect.stringContaining(`in use by a running Tocsin (process ${holder.pid})`)],
      });
    }
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  });
});

async function declared(tell: Teller): Promise<string> {
  const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
  const id = await tell.report({ channel: 'staff', seen: 'A list went to a wrong address.', detectedAt: ago(2) });
  const declaration = { basis: 'likely', facts: 'It was opened.', gdpr: 'yes' } as const;
  await tell.say(id, 'lead', 'declare', { ...declaration, awareAt: ago(1), declaredAt: ago(1) });
  return id;
}

/** What is owed is done, and the register has the last page of it: nothing more comes by itself for a while. */
async function allRecorded(tell: Teller, id: string): Promise<void> {
  await until(`${id} is quiet, and recorded`, async () => {
    const { owed, sequence } = await tell.see(id);
    const { items } = await tell.get<{ items: { id: string; sequence: number }[] }>('/incidents');
    return owed.length === 0 && items.some((row) => row.id === id && row.sequence === sequence);
  });
}

function lineOf({ lines }: Said, table: string): string | undefined {
  return lines.find((line) => line.startsWith(`${table} `));
}

/** The digests of all tables afterwards, but for what the running Tocsin itself writes meanwhile. */
function after({ lines }: Said): string[] {
  return lines
    .filter((line) => / rows before, /.test(line) && !/^(idempotency|access_log|checks) /.test(line))
    .map((line) => line.replace(/ (source|read) .* (\w{32}) [\w: ]+$/, ' $2'));
}

async function openHouse(kind: 'embedded' | 'postgresql'): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-house-'));
  const database = kind === 'postgresql' ? await createDatabase() : undefined;
  const mail = await MailServer.start();
  const temporal = await openTemporal(folder);
  const [port = 0] = await freePorts(1);
  const at = { url: `http://127.0.0.1:${port}`, keysFile: join(folder, 'keys.json') };
  const data = join(folder, 'data');
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TZ: 'UTC',
    ...SHORT_LIVED,
    PORT: String(port),
    TOCSIN_DATA: data,
    TOCSIN_KEYS_FILE: at.keysFile,
    TOCSIN_SMTP_PORT: new URL(mail.url).port,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TOCSIN_ENCRYPTION_KEYS_FILE: temporal.encryptionKeysFile,
    ...(database && { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.url }),
  };
  const service = serviceOf(folder, at.url, env);
  if (!database) await migratedFolder(join(data, 'register'));
  await service.start();
  return {
    ...{ temporal, service },
    tell: await createTeller(at),
    run: (name, settings) => said(join(root, PROGRAM[kind]), name, { ...env, ...settings }),
    query: (sql) => (database ? queryAt(database.url, sql) : queryIn(join(data, 'register'), sql)),
    close: async () => {
      await service.kill();
      await temporal.close();
      await mail.down();
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function said(script: string, name: string, env: Record<string, string>): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, name], { env }, (fault, stdout, stderr) =>
      resolve({ code: fault ? Number(fault.code) : 0, lines: `${stdout}${stderr}`.trim().split('\n') }),
    );
  });
}

async function queryAt(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function queryIn(folder: string, sql: string): Promise<void> {
  const database = await PGlite.create(folder);
  await database.exec(sql);
  await database.close();
}
