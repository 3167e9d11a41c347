import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/process/config';
import { createTeller, type Teller } from '../../src/demo/teller';
import type { Role } from '../../src/domain/primitives/people';
import { seedPeople } from '../../src/process/founding';
import { createCheckpointKey } from '../../src/process/checkpoint-key';
import { createKeyRingFile } from '../../src/process/keys';
import { openRegister } from '../../src/register';
import { createDatabase, databaseServer, type Database } from './database';
import { migratedFolder } from './embedded';
import { MailServer } from './mailserver';
import { openTemporal } from './namespace';
import { freePorts, isAlive, Program, SHORT_LIVED } from './program';
import type { TemporalServer } from './temporal-server';

export { databaseServer } from './database';
export { until } from './until';
export { temporalProgram } from './temporal-server';

/** Worker and API are separate processes over PostgreSQL, as in production, if the tests are given a server. */
export interface TownPlan {
  /** One process with the embedded register, as in a first trial. */
  embedded?: boolean;
  /** Temporal's data survive a kill. */
  temporalOnDisk?: boolean;
  /** After how many events an incident continues as a new run. */
  eventsPerRun?: number;
  options?: string[];
  /** Extra settings beyond those that a town needs. */
  settings?: Record<string, string>;
  /** Settings of one process only. */
  only?: { api?: Record<string, string>; worker?: Record<string, string> };
}

export interface Answer {
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are read, not written
  body: any;
  headers: Headers;
}

/** Tocsin and everything that it needs, each the real thing: requests go in by HTTP, and results are read from mailbox and register. */
export interface Town {
  /** Holds Temporal's data and the logs. */
  folder: string;
  /** Direct access to the database. */
  databaseUrl?: string;
  url: string;
  keysFile: string;
  mail: MailServer;
  temporal: TemporalServer;
  /** Worker and API are the same program if there is one process. */
  worker: Program;
  api: Program;
  tell: Teller;
  /** What a person types who signs in to seal one message. */
  sealedBy: (by: Role, id: string, name: string) => string[];
  ask: (by: Role, method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** All rows of a list, through all its slices. */
  all: <Row>(path: string) => Promise<Row[]>;
  /** Stops everything. Fails if a process is left over, or if the register's pages do not verify. */
  close: () => Promise<void>;
}

const root = join(__dirname, '..', '..');

export async function openTown(plan: TownPlan = {}): Promise<Town> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of stops.splice(0).reverse()) await close();
  };
  try {
    return await openParts(plan, stops, stop);
  } catch (fault) {
    await stop();
    throw fault;
  }
}

async function openParts(plan: TownPlan, stops: (() => Promise<void>)[], stop: () => Promise<void>): Promise<Town> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-town-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const database = isApart(plan) ? await createDatabase() : undefined;
  if (database) stops.push(database.drop);
  const mail = await MailServer.start();
  stops.push(() => mail.down());
  const temporal = await openTemporal(folder, { onDisk: plan.temporalOnDisk, eventsPerRun: plan.eventsPerRun });
  stops.push(temporal.close);

  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const keysFile = join(folder, 'keys.json');
  const env = { ...environment({ folder, port, keysFile, mail, temporal, database }), ...plan.settings };
  if (database) await seed(env);
  else await migratedFolder(registerFolder(folder));
  const { worker, api } = programs(plan, env, folder, url);
  for (const program of new Set([worker, api])) {
    stops.push(() => program.kill());
    await program.start();
  }
  const keys = JSON.parse(await readFile(keysFile, 'utf8')) as Record<Role, string>;
  temporal.cliOptions.push('--codec-endpoint', `${url}/codec`, '--codec-auth', `Bearer ${keys.operator}`);
  const { ask, all } = createAsk(url, keys);
  const close = async () => {
    await api.stop();
    await worker.stop();
    const pages = await faultyPages(folder, database);
    await stop();
    const alive = [worker, api].flatMap(({ pids }) => pids).filter(isAlive);
    expect({ pages, alive }).toEqual({ pages: [], alive: [] });
  };
  const sealedBy = (by: Role, id: string, name: string) => [
    ...['--codec-endpoint', `${url}/codec/for/${id}/${name}`],
    ...['--codec-auth', `Bearer ${keys[by]}`],
  ];
  return {
    sealedBy,
    folder,
    databaseUrl: database?.url,
    url,
    keysFile,
    mail,
    temporal,
    worker,
    api,
    tell: await createTeller({ url, keysFile }),
    ask,
    all,
    close,
  };
}

function isApart({ embedded }: TownPlan): boolean {
  return !embedded && databaseServer !== undefined;
}

interface Surroundings {
  folder: string;
  port: number;
  keysFile: string;
  mail: MailServer;
  temporal: TemporalServer;
  database?: Database;
}

function environment({ folder, port, keysFile, mail, temporal, database }: Surroundings): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TZ: 'UTC',
    ...SHORT_LIVED,
    PORT: String(port),
    TOCSIN_DATA: dataFolder(folder),
    TOCSIN_KEYS_FILE: keysFile,
    TOCSIN_SMTP_PORT: new URL(mail.url).port,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TOCSIN_ENCRYPTION_KEYS_FILE: temporal.encryptionKeysFile,
    TOCSIN_REPORTS_PER_HOUR: '60000',
    ...(database && { DATABASE_URL: database.appUrl }),
  };
}

function dataFolder(folder: string): string {
  return join(folder, 'data');
}

function registerFolder(folder: string): string {
  return join(dataFolder(folder), 'register');
}

/** What `migrate` does besides the tables, without a process: the first people with their keys, and a key ring. */
async function seed(env: Record<string, string>): Promise<void> {
  const config = readConfig(env, []);
  const register = await openRegister({ databaseUrl: config.databaseUrl ?? '' });
  try {
    await createKeyRingFile(config, register);
    await createCheckpointKey(config);
    await seedPeople(register, config.keysFile);
  } finally {
    await register.close();
  }
}

function programs(plan: TownPlan, env: Record<string, string>, folder: string, url: string) {
  const { options = [], only = {} } = plan;
  const node = (name: string, file: string, isReady: () => Promise<boolean>, own: Record<string, string> = {}) =>
    new Program({
      name,
      program: process.execPath,
      args: [join(root, 'lib', file), ...options],
      env: { ...env, ...own },
      log: join(folder, `${name}.log`),
      isReady,
    });
  const answers = () =>
    fetch(`${url}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  if (!isApart(plan)) {
    const service = node('service', 'operate/start.js', answers);
    return { worker: service, api: service };
  }
  return {
    worker: node('worker', 'worker.js', () => Promise.resolve(true), only.worker),
    api: node('api', 'api/main.js', answers, only.api),
  };
}

function createAsk(url: string, keys: Record<Role, string>): Pick<Town, 'ask' | 'all'> {
  const ask: Town['ask'] = async (by, method, path, body, headers = {}) => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${keys[by]}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : undefined };
  };
  return {
    ask,
    all: async <Row>(path: string) => {
      const rows: Row[] = [];
      let place: string | undefined = '';
      while (place !== undefined) {
        const { body } = await ask('lead', 'GET', `${path}?limit=200${place && `&cursor=${place}`}`);
        rows.push(...(body.items as Row[]));
        place = body.next as string | undefined;
      }
      return rows;
    },
  };
}

async function faultyPages(folder: string, database?: Database) {
  const at = database ? { databaseUrl: database.url } : { folder: registerFolder(folder) };
  const register = await openRegister(at);
  try {
    return await register.pages.verify();
  } finally {
    await register.close();
  }
}
