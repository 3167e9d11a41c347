import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection, type Payload } from '@temporalio/client';
import { converterFor, openedOrExplained, parseKeyRing, workerConverterFor } from '../../src/codec';
import { KEY_RING } from './key-ring';
import { freePorts, Program } from './program';

export const temporalProgram = process.env['TOCSIN_TEMPORAL_PROGRAM'];

export const SEARCH_ATTRIBUTES = {
  TocsinStage: 'Keyword',
  TocsinClass: 'Keyword',
  TocsinSeverity: 'Keyword',
  TocsinDue: 'Datetime',
  TocsinLate: 'Bool',
} as const;

/** The stock program's output and exit code. */
export interface CliResult {
  code: number;
  words: string;
}

export interface TemporalServer {
  address: string;
  namespace: string;
  program: Program;
  client: Client;
  /** Runs the stock `temporal` program against the server, as an operator at a terminal does. */
  cli: (...args: string[]) => Promise<CliResult>;
  /** Extra options for the program, such as where to have payloads decrypted. */
  cliOptions: string[];
  /** The key ring of this client. */
  encryptionKeysFile: string;
  /** Decrypts a payload with that ring. */
  open: (payload: Payload) => Payload;
  /** What a worker of ours makes of a payload. */
  asWorkersRead: (payload: Payload) => Promise<Payload>;
  close: () => Promise<void>;
}

export interface ServerPlan {
  /** Its data survive a kill. */
  onDisk?: boolean;
  /** After how many events a run is asked to continue as new; Temporal's own limit if absent. */
  eventsPerRun?: number;
  /** How long a worker's poll may wait for a task, and so how long tasks may go to one that stands still; Temporal's own minute if absent. */
  pollSeconds?: number;
}

/** A Temporal development server on a free port. */
export async function startTemporal(
  folder: string,
  { onDisk, eventsPerRun, pollSeconds }: ServerPlan = {},
): Promise<TemporalServer> {
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const connection = Connection.lazy({ address, channelArgs: { 'grpc.max_reconnect_backoff_ms': 200 } });
  const executable = temporalProgram ?? 'temporal';
  const env = { HOME: folder, PATH: process.env['PATH'] ?? '' };
  const program = new Program({
    name: 'Temporal',
    program: executable,
    args: [
      ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'],
      ...(onDisk ? ['--db-filename', join(folder, 'temporal.db')] : []),
      ...setting('limit.historyCount.suggestContinueAsNew', eventsPerRun),
      ...setting('matching.longPollExpirationInterval', pollSeconds && `"${pollSeconds}s"`),
      ...Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ],
    env,
    log: join(folder, 'temporal.log'),
    isReady: () =>
      connection.withDeadline(Date.now() + 1_000, () =>
        connection.workflowService.describeNamespace({ namespace: 'default' }).then(
          () => true,
          () => false,
        ),
      ),
  });
  await startWithRetries(program);
  const namespace = 'default';
  const close = async () => {
    await connection.close();
    await program.kill();
  };
  return { address, namespace, program, close, ...createClients({ folder, connection, address, namespace, env }) };
}

function setting(name: string, value: number | string | undefined): string[] {
  return value ? ['--dynamic-config-value', `${name}=${value}`] : [];
}

/** The server picks most of its ports itself, and another process may take one first. */
async function startWithRetries(program: Program): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await program.start();
    } catch (fault) {
      if (attempt === 3 || !String(fault).includes('address already in use')) throw fault;
    }
  }
}

/** A client with a key ring, and the stock program, for one server. */
export function createClients({ folder, connection, address, namespace, env }: ClientNeeds) {
  const encryptionKeysFile = join(folder, 'encryption-keys.json');
  writeFileSync(encryptionKeysFile, KEY_RING, { mode: 0o600 });
  const ring = parseKeyRing(KEY_RING, encryptionKeysFile);
  const cliOptions: string[] = [];
  return {
    ...{ cliOptions, encryptionKeysFile },
    client: new Client({ connection, namespace, dataConverter: converterFor(ring, 'api') }),
    cli: (...args: string[]) =>
      runCli(
        temporalProgram ?? 'temporal',
        [
          ...args,
          '--address',
          address,
          '--namespace',
          namespace,
          ...(args.includes('--codec-endpoint') ? [] : cliOptions),
        ],
        env,
      ),
    open: (payload: Payload) => openedOrExplained(ring, payload),
    asWorkersRead: async (payload: Payload) => {
      let read = [payload];
      for (const codec of workerConverterFor(ring).payloadCodecs ?? []) read = await codec.decode(read);
      return read[0] ?? payload;
    },
  };
}

interface ClientNeeds {
  folder: string;
  connection: Connection;
  address: string;
  namespace: string;
  env: Record<string, string>;
}

function runCli(program: string, args: string[], env: Record<string, string>): Promise<CliResult> {
  return new Promise((resolve) => {
    execFile(program, args, { env }, (fault, stdout, stderr) =>
      resolve({ code: fault ? 1 : 0, words: `${stdout}${stderr}` }),
    );
  });
}
