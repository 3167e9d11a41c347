import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** LISTEN to some channels, for as long as it is wanted. */
export type Listen = (
  channels: readonly string[],
  on: { heard: (payload: string) => void; lost: () => void },
) => Promise<() => Promise<void>>;

const AGAIN_AFTER_MS = 1_000;

/** A connection of its own, which is opened again when it breaks: a pool hands its connections to others. */
export function listenIn(databaseUrl: string): Listen {
  return async (channels, { heard, lost }) => {
    const stopped = new AbortController();
    let connection = await connect(databaseUrl, channels, heard);
    const keep = async () => {
      for (;;) {
        await connection.broken;
        if (stopped.signal.aborted) return;
        lost();
        connection = await connectAgain(() => connect(databaseUrl, channels, heard), stopped.signal);
        lost();
      }
    };
    const kept = keep().catch(() => undefined);
    return async () => {
      stopped.abort();
      await connection.client.end().catch(() => undefined);
      await kept;
    };
  };
}

interface Connection {
  client: Client;
  broken: Promise<void>;
}

async function connect(connectionString: string, channels: readonly string[], heard: (payload: string) => void) {
  const client = new Client({ connectionString, keepAlive: true, application_name: 'tocsin news' });
  const broken = new Promise<void>((resolve) => {
    client.on('end', resolve).on('error', () => resolve());
  });
  client.on('notification', ({ payload = '' }) => heard(payload));
  await client.connect();
  for (const channel of channels) await client.query(`listen ${channel}`);
  return { client, broken };
}

/** @throws once it is stopped */
async function connectAgain(attempt: () => Promise<Connection>, signal: AbortSignal): Promise<Connection> {
  for (;;) {
    await delay(AGAIN_AFTER_MS, undefined, { signal });
    const connection = await attempt().catch(() => undefined);
    if (connection) return connection;
  }
}
