import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Connection } from '@temporalio/client';
import { scriptOf, services } from './compose';
import { databaseServer, dropDatabase } from './database';
import { freePorts, Program } from './program';
import { createClients, temporalProgram, type TemporalServer } from './temporal-server';

/** Folder of Temporal's production server with its tools, if the tests are given one. */
export const serverFolder = databaseServer && process.env['TOCSIN_TEMPORAL_SERVER_FOLDER'];

export interface Cluster extends TemporalServer {
  /** Runs the schema job again, as every `up` does. */
  schemaJob: () => { status: number | null; stderr: string };
}

let clusters = 0;

/**
 * Starts Temporal's production server, by default with databases of its own on the tests' PostgreSQL. The compose file's schema job creates
 * them, and the server is configured by its image's own template from the compose file's environment; only addresses and ports are this
 * machine's.
 */
export async function startCluster(folder: string, stores = onTestPostgres()): Promise<Cluster> {
  const drop = () => Promise.all(stores.temporary.map(dropDatabase));
  const schemaJob = () => runSchemaJob(folder, stores);
  const { status, stderr } = schemaJob();
  if (status !== 0) {
    await drop();
    throw new Error(`Temporal's tables could not be made:\n${stderr}`);
  }
  const { address, env } = await serverEnvironment(stores);
  const connection = Connection.lazy({ address, channelArgs: { 'grpc.max_reconnect_backoff_ms': 200 } });
  const program = new Program({
    name: "Temporal's production server",
    program: join(serverFolder ?? '', 'temporal-server'),
    args: ['--root', serverFolder ?? '', '--config', 'config', '--env', 'docker', '--allow-no-auth', 'start'],
    env,
    log: join(folder, 'temporal.log'),
    isReady: () => isServing(connection),
  });
  const close = async () => {
    await connection.close();
    await program.kill();
    await drop();
  };
  try {
    await program.start();
  } catch (fault) {
    await close();
    throw fault;
  }
  const terminal = { HOME: folder, PATH: env.PATH };
  const namespace = 'default';
  return {
    ...{ address, namespace, program, close, schemaJob },
    ...createClients({ folder, connection, address, namespace, env: terminal }),
  };
}

/** Where Temporal's tables are: a PostgreSQL server, and the names that the compose file's two databases have on it. */
interface Stores {
  server: string;
  names: Record<'temporal' | 'temporal_visibility', string>;
  /** Databases that are dropped when the server is closed. */
  temporary: string[];
}

function onTestPostgres(): Stores {
  const name = `temporal_${process.pid}_${Date.now()}_${++clusters}`;
  const names = { temporal: name, temporal_visibility: `${name}_visibility` };
  return { server: databaseServer ?? '', names, temporary: Object.values(names) };
}

/** In the same PostgreSQL cluster as the register, under the compose file's names. */
export function inOneClusterAt(server: string): Stores {
  return { server, names: { temporal: 'temporal', temporal_visibility: 'temporal_visibility' }, temporary: [] };
}

function runSchemaJob(folder: string, { server, names }: Stores) {
  const { host, port, user, password: secret } = connectionParts(server);
  const password = join(folder, 'postgres_password');
  mkdirSync(folder, { recursive: true });
  writeFileSync(password, secret);
  const script = scriptOf('temporal-schema')
    .replaceAll('/run/secrets/postgres_password', password)
    .replace(/(?<=--database )\w+/g, (database) => names[database as keyof typeof names]);
  const env = {
    ...environmentOf('temporal-schema', { SQL_HOST: host, SQL_PORT: port, SQL_USER: user }),
    PATH: `${serverFolder}${delimiter}${process.env['PATH']}`,
  };
  return spawnSync('/bin/sh', ['-euc', script], { env, encoding: 'utf8', timeout: 60_000 });
}

/** Runs the namespace job with the stock `temporal` program. */
export function runNamespaceJob(folder: string, address: string, namespace: string) {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  if (!existsSync(join(bin, 'temporal'))) symlinkSync(temporalProgram ?? '', join(bin, 'temporal'));
  const env = {
    ...environmentOf('temporal-namespace', { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, HOME: folder }),
    PATH: `${bin}${delimiter}${process.env['PATH']}`,
  };
  return spawnSync('/bin/sh', ['-euc', scriptOf('temporal-namespace')], { env, encoding: 'utf8', timeout: 90_000 });
}

/** On PostgreSQL the server stores its ports in a signed two-byte column: a port from 2^15 up would stop it. */
async function serverEnvironment({ server, names }: Stores) {
  const [frontend = 0, ...others] = await freePorts(1 + PORT_NAMES.length);
  const { host, port, user, password } = connectionParts(server);
  const env = {
    ...environmentOf('temporal', {
      DB_PORT: port,
      POSTGRES_SEEDS: host,
      POSTGRES_USER: user,
      BIND_ON_IP: '127.0.0.1',
    }),
    POSTGRES_PWD: password,
    // The server's own reader of the template takes this variable, where the image's reader takes DB_PORT.
    POSTGRES_PORT: port,
    DBNAME: names.temporal,
    VISIBILITY_DBNAME: names.temporal_visibility,
    FRONTEND_GRPC_PORT: String(frontend),
    ...Object.fromEntries(PORT_NAMES.map((door, index) => [`${door}_PORT`, String(others[index])])),
    DYNAMIC_CONFIG_FILE_PATH: join(serverFolder ?? '', 'config/dynamicconfig/docker.yaml'),
    LOG_LEVEL: 'error',
    PATH: process.env['PATH'] ?? '',
  };
  return { address: `127.0.0.1:${frontend}`, env };
}

const SERVICES = ['FRONTEND', 'MATCHING', 'HISTORY', 'WORKER'];
const PORT_NAMES = [
  'MATCHING_GRPC',
  'HISTORY_GRPC',
  'WORKER_GRPC',
  ...SERVICES.map((service) => `${service}_MEMBERSHIP`),
];

/** A service's environment from the compose file with this machine's addresses; naming a variable that the file lacks is a mistake. */
function environmentOf(service: string, places: Record<string, string>): Record<string, string> {
  const { environment = {} } = services[service] ?? {};
  const unknown = Object.keys(places).filter((name) => !(name in environment));
  if (unknown.length > 0) throw new Error(`${service} of the compose file has no ${unknown.join(', ')}`);
  return { ...environment, ...places };
}

function connectionParts(server: string) {
  const { hostname: host, port, username: user, password } = new URL(server);
  return { host, port, user, password };
}

/** The value in gRPC's health checking protocol. */
const SERVING = 1;

function isServing(connection: Connection): Promise<boolean> {
  const frontend = { service: 'temporal.api.workflowservice.v1.WorkflowService' };
  return connection
    .withDeadline(Date.now() + 1_000, () => connection.healthService.check(frontend))
    .then(
      ({ status }) => (status as number) === SERVING,
      () => false,
    );
}
