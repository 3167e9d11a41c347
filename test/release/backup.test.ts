import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createTeller, type Teller } from '../../src/demo/teller';
import { HOUR } from '../../src/domain/primitives/instant';
import type { IncidentView } from '../../src/domain/view';
import { pendingTimers } from '../chaos/clocks';
import { openCluster, type Cluster as Postgres } from '../chaos/cluster';
import { inOneClusterAt, runNamespaceJob, serverFolder, startCluster } from '../support/cluster';
import { commandsWith } from '../support/documented';
import { MailServer } from '../support/mailserver';
import { pathToPostgres } from '../support/postgres-programs';
import { freePorts, isAlive, Program } from '../support/program';
import { shippedAt } from '../support/shipped';
import { temporalProgram, type TemporalServer } from '../support/temporal-server';
import { until } from '../support/until';

jest.setTimeout(600_000);

const root = join(__dirname, '..', '..');
const NAMESPACE = 'default';

(temporalProgram && serverFolder ? describe : describe.skip)(
  'backup and restore as docs/operating/restore.md has them',
  () => {
    let house: House;
    beforeAll(async () => {
      house = await openHouse();
    });
    afterAll(() => house.close());

    test('a base backup taken while an incident is open, onto an empty disk: every clock stands as it stood', async () => {
      const { tell, follow } = house;
      const id = await declared(tell);
      await follow('pg_basebackup');
      const then = await clocks(id);
      await note(tell, id, 'After the backup.');
      const lost = await declared(tell);

      await follow('docker volume rm tocsin_postgres');
      await tell.until(id, 'it answers', ({ sequence }) => sequence > 0);
      expect(await clocks(id)).toEqual(then);
      expect((await listed(tell)).map((row) => row.id)).not.toContain(lost);
      expect(await verified()).toMatch(/ 0 faults$/);
      await note(tell, id, 'After the restore.');
      expect(await texts(tell, id)).toEqual(['After the restore.']);
    });

    test('dumps of the three databases, put back over what came after: every clock stands as it stood', async () => {
      const { tell, follow } = house;
      const id = await declared(tell);
      await follow('pg_dump -U tocsin');
      const then = await clocks(id);
      await note(tell, id, 'After the dumps.');

      await follow('pg_restore -U tocsin --clean --if-exists --single-transaction -d $name');
      await tell.until(id, 'it answers', ({ sequence }) => sequence > 0);
      expect(await clocks(id)).toEqual(then);
      expect(await texts(tell, id)).toEqual([]);
      expect(await verified()).toMatch(/ 0 faults$/);
    });

    test('a dump of the register alone: what was acknowledged since comes back, and no clock moves', async () => {
      const { tell, follow } = house;
      const id = await declared(tell);
      await follow('pg_dump -U tocsin');
      await note(tell, id, 'After the dump.');
      const then = await clocks(id);

      const said = await follow('lib/operate.js reconcile --apply');
      expect(said).toContain(`${id}: the register has`);
      expect(said).toMatch(/ 0 faults$/m);
      expect(await clocks(id)).toEqual(then);
      expect(await texts(tell, id)).toEqual(['After the dump.']);
    });

    /** What is promised, and that a timer of Temporal's fires for it, to the millisecond. */
    async function clocks(id: string) {
      const promised = clocksOf(await house.tell.see(id));
      expect(await pendingTimers(house.temporal.client, id)).toContain(Date.parse(promised.due ?? ''));
      return promised;
    }

    const verified = async () => (await house.run('node lib/operate.js verify')).trim();
  },
);

(temporalProgram ? describe : describe.skip)('the data folder of `npm start`, copied while it is stopped', () => {
  test('goes back to what it was, keys and clocks alike', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-backup-'));
    const { service, at } = await installed(folder);
    try {
      await service.start();
      const tell = await createTeller(at);
      const id = await declared(tell);
      const then = clocksOf(await tell.see(id));
      await service.stop();
      await follow(commandsWith('cp -a .tocsin tocsin-backup'), folder);
      await service.start();
      await note(tell, id, 'After the copy.');
      await service.stop();
      await follow(commandsWith('rm -r .tocsin'), folder);
      await service.start();
      const again = await createTeller(at);
      await again.until(id, 'it answers', ({ sequence }) => sequence > 0);
      expect(clocksOf(await again.see(id))).toEqual(then);
      expect(await texts(again, id)).toEqual([]);
    } finally {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  async function follow(commands: string[], folder: string): Promise<void> {
    for (const command of commands) await shell(command, { cwd: folder });
  }
});

interface House {
  temporal: TemporalServer;
  tell: Teller;
  /** Does what the block with these words says, line by line, and says what was said. */
  follow: (words: string) => Promise<string>;
  /** One of our programs, as in a container of the API's. */
  run: (command: string) => Promise<string>;
  close: () => Promise<void>;
}

/** The shape of the compose file: one PostgreSQL cluster for both stores, Temporal's production server, one API, one worker. */
async function openHouse(): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-backup-'));
  chmodSync(folder, 0o711);
  const postgres = await openCluster(folder);
  await postgres.query('create database tocsin');
  const temporal = await startCluster(folder, inOneClusterAt(postgres.url));
  expect(runNamespaceJob(folder, temporal.address, NAMESPACE)).toMatchObject({ status: 0 });
  const mail = await MailServer.start();
  const shipped = shippedAt({
    ...{ folder, namespace: NAMESPACE, smtpUrl: mail.url },
    databaseUrl: postgres.url.replace(/postgres$/, 'tocsin'),
    temporalAddress: temporal.address,
    encryptionKeysFile: temporal.encryptionKeysFile,
  });
  expect(shipped.once('migrate')).toMatchObject({ status: 0 });
  const [port = 0] = await freePorts(1);
  const api = shipped.program('api', 'api', { PORT: String(port) }, () => isReady(port));
  const worker = shipped.program('worker', 'worker', {}, () => Promise.resolve(true));
  const containers: Record<string, Container> = {
    api: { program: api, stop: () => api.stop() },
    worker: { program: worker, stop: () => worker.stop() },
    temporal: { program: temporal.program, stop: () => temporal.program.kill() },
    postgres: { program: postgres.program, stop: postgres.kill },
  };
  const machine = { folder, postgres, environment: shipped.environmentOf('api') };
  await up(containers);
  return {
    temporal,
    tell: await createTeller({ url: `http://127.0.0.1:${port}`, keysFile: shipped.keysFile }),
    follow: async (words) => {
      let said = '';
      for (const command of commandsWith(words)) said += await obey(command, containers, machine);
      return said;
    },
    run: (command) => inContainers(`docker compose run --rm --no-deps api ${command}`, machine),
    close: async () => {
      for (const program of [api, worker]) await program.kill();
      await temporal.close();
      await postgres.close();
      await mail.down();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Container {
  program: Program;
  stop: () => Promise<void>;
}

interface Machine {
  folder: string;
  postgres: Postgres;
  environment: Record<string, string>;
}

/** What manages containers is done with the processes that stand for them; all else is run as it is written. */
async function obey(command: string, containers: Record<string, Container>, machine: Machine): Promise<string> {
  const [, verb, rest = ''] = /^docker compose (up|down|stop)\b(.*)$/.exec(command) ?? [];
  if (verb === 'up') await up(containers);
  else if (verb === 'down') await stop(Object.values(containers));
  else if (verb === 'stop')
    await stop(
      rest
        .trim()
        .split(' ')
        .map((name) => containers[name]!),
    );
  else if (command === 'docker volume rm tocsin_postgres') machine.postgres.lose();
  else return inContainers(command, machine);
  return '';
}

/** In the order of what needs what; nothing is started twice. */
async function up(containers: Record<string, Container>): Promise<void> {
  for (const name of ['postgres', 'temporal', 'worker', 'api']) {
    const { program } = containers[name]!;
    if (!program.pids.slice(-1).some(isAlive)) await program.start();
  }
}

async function stop(containers: Container[]): Promise<void> {
  for (const container of containers) await container.stop();
}

function inContainers(command: string, { folder, postgres, environment }: Machine): Promise<string> {
  const today = new Date().toISOString().slice(0, 10);
  const here = command.replace(/\d{4}-\d\d-\d\d/, today).replace('/var/lib/postgresql/data', postgres.data);
  const env = { ...environment, PATH: pathToPostgres() };
  return shell(`${dockerAt(postgres)}\n${here}`, { cwd: folder, env });
}

/** PostgreSQL's programs run beside its server and find it as they do in its container: by themselves. */
function dockerAt({ asOwner, port }: Postgres): string {
  const beside = `cd / && PGHOST=127.0.0.1 PGPORT=${port} ${asOwner.join(' ')}`;
  return `docker() {
    case "$*" in
      'compose exec -T postgres '*) shift 4; (${beside} "$@") ;;
      'compose run -T --rm --no-deps --entrypoint tar postgres '*) shift 8; (${beside} tar "$@") ;;
      'compose run --rm --no-deps api '*) shift 5; (cd '${root}' && "$@") ;;
      *) echo "nothing here stands for: docker $*" >&2; return 64 ;;
    esac
  }`;
}

/** Meanwhile the mail server in this process, and what the clients keep open, live on. */
function shell(script: string, options: { cwd: string; env?: Record<string, string> }): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', script], options, (fault, stdout, stderr) => {
      // A look without acting ends with 1 where it found something.
      if (fault && !stdout.includes('nothing was changed')) reject(new Error(`${script}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}

async function installed(folder: string) {
  const [http = 0, temporal, ui, smtp, mailbox] = await freePorts(5);
  const url = `http://127.0.0.1:${http}`;
  const env = {
    PATH: [dirname(temporalProgram ?? ''), process.env['PATH'] ?? ''].join(delimiter),
    HOME: folder,
    TOCSIN_DATA: join(folder, '.tocsin'),
    PORT: String(http),
    TOCSIN_TEMPORAL_PORT: String(temporal),
    TOCSIN_UI_PORT: String(ui),
    TOCSIN_SMTP_PORT: String(smtp),
    TOCSIN_MAILBOX_PORT: String(mailbox),
  };
  const service = new Program({
    ...{ name: '`npm start`', program: process.execPath, args: [join(root, 'scripts/start.mjs')], env },
    log: join(folder, 'start.log'),
    isReady: () => isReady(http),
  });
  return { service, at: { url, keysFile: join(folder, '.tocsin', 'keys.json') } };
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

async function declared(tell: Teller): Promise<string> {
  const id = await tell.report({ channel: 'staff', seen: 'A list went astray.', detectedAt: ago(2) });
  const declaration = { basis: 'likely', facts: 'It was opened.', gdpr: 'yes' } as const;
  await tell.say(id, 'lead', 'declare', { ...declaration, awareAt: ago(1), declaredAt: ago(1) });
  await quiet(tell, id);
  return id;
}

async function note(tell: Teller, id: string, text: string): Promise<void> {
  await tell.say(id, 'responder', 'note-progress', { text });
  await quiet(tell, id);
}

/** Nothing is owed, and the register has the last page. */
async function quiet(tell: Teller, id: string): Promise<void> {
  await until(`${id} is quiet`, async () => {
    const { owed, sequence } = await tell.see(id);
    const row = (await listed(tell)).find((one) => one.id === id);
    return owed.length === 0 && row?.sequence === sequence;
  });
}

async function listed(tell: Teller): Promise<{ id: string; sequence: number }[]> {
  return (await tell.get<{ items: { id: string; sequence: number }[] }>('/incidents?limit=200')).items;
}

async function texts(tell: Teller, id: string): Promise<(string | undefined)[]> {
  const { items } = await tell.get<{ items: { event: { type: string; text?: string } }[] }>(
    `/incidents/${id}/timeline?limit=200`,
  );
  return items.flatMap(({ event }) => (event.type === 'progress-noted' ? [event.text] : []));
}

function clocksOf({ anchors, obligations, scope, headline }: IncidentView) {
  return { anchors, obligations, cohorts: scope.cohorts, due: headline.due };
}
