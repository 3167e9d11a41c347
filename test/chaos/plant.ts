import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeyRing, wrappingBy } from '../../src/codec';
import type { Role } from '../../src/domain/primitives/people';
import { openRegister, type Register } from '../../src/register';
import { TASK_QUEUE } from '../../src/workflows/messages';
import { MailServer } from '../support/mailserver';
import { freePorts, isAlive, Program, SHORT_LIVED } from '../support/program';
import { startTemporal, type TemporalServer } from '../support/temporal-server';
import type { Chance } from './chance';
import { openCluster, type Cluster } from './cluster';
import { Link } from './proxy';
import { Watch } from './watch';

export const LINKS = [
  'client→API',
  'API→PostgreSQL',
  'worker→PostgreSQL',
  'API→Temporal',
  'worker→Temporal',
  'worker→SMTP',
] as const;
export type LinkName = (typeof LINKS)[number];

/** So small that an incident goes from run to run while things break. */
const EVENTS_PER_RUN = 150;
/** Shorter than a batch's heartbeat may be silent: with Temporal's own minute most of a run would be spent on waiting for the polls of a frozen worker. */
const POLL_SECONDS = 10;
export const MAIL_FROM = 'Tocsin <tocsin@tocsin.example>';

/** Tocsin as in production, each part a process of its own that can be killed, with a bad line between any two. */
export interface Plant {
  /** Where clients find the API: over the link to it. */
  url: string;
  keys: Record<Role, string>;
  api: Program;
  /** The first runs always, the second where a scenario starts it. */
  workers: [Program, Program];
  temporal: TemporalServer;
  cluster: Cluster;
  mail: MailServer;
  links: Record<LinkName, Link>;
  /** Past every link. */
  register: Register;
  watch: Watch;
  /** Whether this worker asks Temporal for work. */
  takesWork: (worker: Program) => Promise<boolean>;
  close: () => Promise<void>;
}

const root = join(__dirname, '..', '..');

/** @param room for the register, as `mount` takes it */
export async function openPlant(chance: Chance, room?: string): Promise<Plant> {
  const stops: (() => unknown)[] = [];
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    return { ...(await build(chance, stops, room)), close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

async function build(chance: Chance, stops: (() => unknown)[], room?: string): Promise<Omit<Plant, 'close'>> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-chaos-'));
  chmodSync(folder, 0o711);
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await openCluster(folder, room);
  stops.push(cluster.close);
  const mail = await MailServer.start();
  stops.push(() => mail.down());
  const temporal = await startTemporal(folder, {
    onDisk: true,
    eventsPerRun: EVENTS_PER_RUN,
    pollSeconds: POLL_SECONDS,
  });
  stops.push(temporal.close);
  const [port = 0] = await freePorts(1);
  const links = await linksTo({ cluster, temporal, mail, port }, chance);
  stops.push(() => Promise.all(Object.values(links).map((link) => link.close())));
  const url = `http://127.0.0.1:${links['client→API'].port}`;
  const env = environment(folder, port, temporal);
  found({ ...env, DATABASE_URL: cluster.url });
  const ring = readKeyRing(temporal.encryptionKeysFile);
  const register = await openRegister(
    { databaseUrl: cluster.url },
    wrappingBy(() => ring),
  );
  stops.push(() => register.close());
  const { api, workers } = programs(env, folder, `http://127.0.0.1:${port}`, links);
  const watch = new Watch({ API: api, worker: workers[0], PostgreSQL: cluster.program, Temporal: temporal.program });
  for (const program of [api, ...workers]) stops.push(() => program.kill());
  for (const program of [api, workers[0]]) await program.start();
  watch.begin();
  stops.push(() => watch.end());
  const keys = JSON.parse(readFileSync(env['TOCSIN_KEYS_FILE'] ?? '', 'utf8')) as Record<Role, string>;
  const takesWork = (worker: Program) => polls(temporal, worker);
  return { url, keys, api, workers, temporal, cluster, mail, links, register, watch, takesWork };
}

async function linksTo(
  { cluster, temporal, mail, port }: Pick<Plant, 'cluster' | 'temporal' | 'mail'> & { port: number },
  chance: Chance,
): Promise<Plant['links']> {
  const ends = {
    API: port,
    PostgreSQL: cluster.port,
    Temporal: portOf(`http://${temporal.address}`),
    SMTP: portOf(mail.url),
  };
  const links = LINKS.map(async (name) => {
    const end = name.split('→')[1] as keyof typeof ends;
    return [name, await Link.to(ends[end], chance)] as const;
  });
  return Object.fromEntries(await Promise.all(links)) as Plant['links'];
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

/** What API, worker and migrate have in common: a new setting that they must share goes here. */
function environment(folder: string, port: number, { encryptionKeysFile }: TemporalServer): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TZ: 'UTC',
    ...SHORT_LIVED,
    PORT: String(port),
    TOCSIN_DATA: join(folder, 'data'),
    TOCSIN_KEYS_FILE: join(folder, 'keys.json'),
    TOCSIN_ENCRYPTION_KEYS_FILE: encryptionKeysFile,
    TOCSIN_REPORTS_PER_HOUR: '60000',
    MAIL_FROM,
  };
}

/** Brings the schema up, and makes the first people with their keys. */
function found(env: Record<string, string>): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'lib/operate/migrate.js')], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The register could not be founded:\n${stderr}`);
}

function programs(env: Record<string, string>, folder: string, url: string, links: Plant['links']) {
  const through = (who: 'API' | 'worker') => ({
    ...env,
    DATABASE_URL: `postgres://tocsin@127.0.0.1:${links[`${who}→PostgreSQL`].port}/postgres`,
    TEMPORAL_ADDRESS: `127.0.0.1:${links[`${who}→Temporal`].port}`,
    SMTP_URL: `smtp://127.0.0.1:${links['worker→SMTP'].port}`,
    SENDER_NAME: 'sample',
  });
  const node = (name: string, file: string, own: Record<string, string>, isReady: () => Promise<boolean>) =>
    new Program({
      ...{ name, isReady, env: own, program: process.execPath },
      args: [join(root, 'lib', file)],
      log: join(folder, `${name}.log`),
    });
  const lives = () =>
    fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const worker = (name: string) => node(name, 'worker.js', through('worker'), () => Promise.resolve(true));
  const workers: Plant['workers'] = [worker('worker'), worker('second worker')];
  return { api: node('API', 'api/main.js', through('API'), lives), workers };
}

async function polls({ client }: TemporalServer, worker: Program): Promise<boolean> {
  const pid = worker.pids.at(-1);
  if (!pid || !isAlive(pid)) return false;
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: 'default',
    taskQueue: { name: TASK_QUEUE },
  });
  return pollers.some(({ identity }) => identity?.startsWith(`${pid}@`));
}
