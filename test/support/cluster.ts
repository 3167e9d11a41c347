import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Connection } from '@temporalio/client';
import { scriptOf, services } from './compose';
import { databaseServer, dropDatabase } from './database';
import { freePorts, Program } from './program';
import { speaking, temporalProgram, type TemporalServer } from './temporal-server';

/** Temporal's production server with its tools, where the tests are given one. */
export const serverFolder = databaseServer && process.env['TOCSIN_TEMPORAL_SERVER_FOLDER'];

export interface Cluster extends TemporalServer {
  /** Runs the schema job again, as at every `up`. */
  schemaJob: () => { status: number | null; stderr: string };
}

let clusters = 0;

/**
 * Temporal's production server, over databases of its own on the tests' PostgreSQL if no other stores are given. They are made by the compose file's schema job, and the
 * server is configured by its images' own template from the compose file's environment; only places and ports are those of this machine.
 */
export async function startCluster(folder: string, stores = onTheTestsPostgres()): Promise<Cluster> {
  const drop = () => Promise.all(stores.passing.map(dropDatabase));
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
    ...speaking({ folder, connection, address, namespace, env: terminal }),
  };
}

/** Where Temporal's tables lie: a PostgreSQL server, and what the two databases of the compose file are called on it. */
interface Stores {
  server: string;
  names: Record<'temporal' | 'temporal_visibility', string>;
  /** Databases that go when the server here does. */
  passing: string[];
}

function onTheTestsPostgres(): Stores {
  const name = `temporal_${process.pid}_${Date.now()}_${++clusters}`;
  const names = { temporal: name, temporal_visibility: `${name}_visibility` };
  return { server: databaseServer ?? '', names, passing: Object.values(names) };
}

/** In one PostgreSQL cluster with the register, under the names of the compose file. */
export function inOneClusterAt(server: string): Stores {
  return { server, names: { temporal: 'temporal', temporal_visibility: 'temporal_visibility' }, passing: [] };
}

function runSchemaJob(folder: string, { server, names }: Stores) {
  const { host, port, user, password: secret } = access(server);
  const password = join(folder, 'postgres_password');
  mkdirSync(folder, { recursive: true });
  writeFileSync(password, secret);
  const script = scriptOf('temporal-schema')
    .replaceAll('/run/secrets/postgres_password', password)
    .replace(/(?<=--database )\w+/g, (database) => names[database as keyof typeof names]);
  const env = {
    ...placed('temporal-schema', { SQL_HOST: host, SQL_PORT: port, SQL_USER: user }),
    PATH: `${serverFolder}${delimiter}${process.env['PATH']}`,
  };
  return spawnSync('/bin/sh', ['-euc', script], { env, encoding: 'utf8', timeout: 60_000 });
}

/** The namespace job, with the stock `temporal` program. */
export function runNamespaceJob(folder: string, address: string, namespace: string) {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  if (!existsSync(join(bin, 'temporal'))) symlinkSync(temporalProgram ?? '', join(bin, 'temporal'));
  const env = {
    ...placed('temporal-namespace', { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, HOME: folder }),
    PATH: `${bin}${delimiter}${process.env['PATH']}`,
  };
  return spawnSync('/bin/sh', ['-euc', scriptOf('temporal-namespace')], { env, encoding: 'utf8', timeout: 90_000 });
}

/** On PostgreSQL the server keeps its ports in a column of two bytes with a sign: one from 2^15 up would end it. */
async function serverEnvironment({ server, names }: Stores) {
  const [frontend = 0, ...others] = await freePorts(1 + DOORS.length);
  const { host, port, user, password } = access(server);
  const env = {
    ...placed('temporal', {
      DB_PORT: port,
      POSTGRES_SEEDS: host,
      POSTGRES_USER: user,
      BIND_ON_IP: '127.0.0.1',
    }),
    POSTGRES_PWD: password,
    // The server's own reading of the template takes this where the image's takes DB_PORT.
    POSTGRES_PORT: port,
    DBNAME: names.temporal,
    VISIBILITY_DBNAME: names.temporal_visibility,
    FRONTEND_GRPC_PORT: String(frontend),
    ...Object.fromEntries(DOORS.map((door, index) => [`${door}_PORT`, String(others[index])])),
    DYNAMIC_CONFIG_FILE_PATH: join(serverFolder ?? '', 'config/dynamicconfig/docker.yaml'),
    LOG_LEVEL: 'error',
    PATH: process.env['PATH'] ?? '',
  };
  return { address: `127.0.0.1:${frontend}`, env };
}

const SERVICES = ['FRONTEND', 'MATCHING', 'HISTORY', 'WORKER'];
const DOORS = ['MATCHING_GRPC', 'HISTORY_GRPC', 'WORKER_GRPC', ...SERVICES.map((service) => `${service}_MEMBERSHIP`)];

/** What the compose file gives a service, at the places of this machine; a place it does not name is a mistake. */
function placed(service: string, places: Record<string, string>): Record<string, string> {
  const { environment = {} } = services[service] ?? {};
  const unknown = Object.keys(places).filter((name) => !(name in environment));
  if (unknown.length > 0) throw new Error(`${service} of the compose file has no ${unknown.join(', ')}`);
  return { ...environment, ...places };
}

function access(server: string) {
  const { hostname: host, port, username: user, password } = new URL(server);
  return { host, port, user, password };
}

/** As gRPC's own health protocol counts. */
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
