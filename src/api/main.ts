import { createServer, type Server } from 'node:http';
import { Client, Connection } from '@temporalio/client';
import { converterFor } from '../codec';
import type { Config } from '../config';
import { instantAt } from '../domain/instant';
import { run, StartFault } from '../entry';
import { keyRingOf } from '../keys';
import { createLog, type Logger } from '../log';
import { openRegister, type Register } from '../register';
import { createApp, type ApiDeps } from './app';
import { createDesk } from './desk';
import { openWaiting } from './waiting';

export interface RunningApi {
  /** Takes no new request, and lets those in hand finish. */
  stop: () => Promise<void>;
}

const WAITING_EVERY = 5_000;
const RECONNECT_EVERY = 2_000;
const DRAIN_AT_MOST = 12_000;

export async function startApi(config: Config, register: Register, log: Logger): Promise<RunningApi> {
  const keyRing = keyRingOf(config, log);
  // Lazy: reports are taken while Temporal is away. By itself gRPC would look for it ever more seldom, up to two minutes apart.
  const channelArgs = { 'grpc.max_reconnect_backoff_ms': RECONNECT_EVERY };
  const connection = Connection.lazy({ ...config.temporal.connectionOptions, channelArgs });
  const client = new Client({
    connection,
    namespace: config.temporal.namespace,
    dataConverter: converterFor(keyRing),
  });
  const incidents = createDesk(client);
  const clock = () => instantAt(Date.now());
  const deps = { register, incidents, log, clock, keyRing, ...placesOf(config) };
  const server = createServer(createApp(deps));
  await listen(server, config);
  const opener = openReports(deps);
  return {
    stop: async () => {
      opener.stop();
      await drained(server);
      await connection.close();
    },
  };
}

function placesOf({ uiUrl, http: { publicUrl } }: Config) {
  return { uiOrigin: new URL(uiUrl).origin, publicUrl };
}

/** One round after another, for a round may take longer than the pause. */
function openReports(deps: ApiDeps): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const round = async () => {
    await openWaiting(deps).catch((fault: unknown) => deps.log.warn({ fault: String(fault) }, 'reports still wait'));
    if (!isStopped) timer = setTimeout(() => void round(), WAITING_EVERY);
  };
  void round();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function listen(server: Server, { http: { host, port } }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      reject(
        fault.code === 'EADDRINUSE'
          ? new StartFault(`Port ${port} is in use. Stop what uses it, or set PORT to another.`)
          : fault,
      ),
    );
    server.listen(port, host, resolve);
  });
}

function drained(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), DRAIN_AT_MOST);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

if (require.main === module) {
  void run(async (config) => {
    if (!config.databaseUrl)
      throw new StartFault('An API on its own needs DATABASE_URL; the embedded register serves one process only.');
    const register = await openRegister({ databaseUrl: config.databaseUrl });
    const api = await startApi(config, register, createLog(config.logLevel));
    return async () => {
      await api.stop();
      await register.close();
    };
  });
}
