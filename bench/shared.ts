import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { IncidentId } from '../src/domain/case/state';
import { openRegister } from '../src/register';
import { createDatabase } from '../test/support/database';
import { freePorts } from '../test/support/program';
import { timed, times } from './measure';
import { Notices } from './notices';
import { listening } from './smtp';

const LATENCY_MS = 20;
const SLOW_DOMAIN = 'slow.example';
const SLOW_MS = 2_000;
/** Every so many-th recipient is of the slow domain. */
const SLOW_EACH = 50;
/** As this process was begun. */
const LOADING = process.execArgv;

/** How many times as fast four processes send one notice as one does, to a server that answers after 20 ms and takes as much as comes. */
export async function fourWorkers(recipients: number): Promise<{ one: number; four: number; ratio: number }> {
  return beside({ latencyMs: LATENCY_MS }, async (databaseUrl, url) => {
    const notices = Notices.open(await openRegister({ databaseUrl }), url);
    const senders = await Promise.all(times(4).map((lane) => startSender(databaseUrl, url, lane)));
    const sentBy = async (count: number) => {
      const { incident } = await notices.plan(recipients);
      return (
        recipients /
        ((await timed(() => Promise.all(senders.slice(0, count).map((one) => send(one, incident))))) / 1_000)
      );
    };
    await sentBy(4);
    const [one, four] = [await sentBy(1), await sentBy(4)];
    for (const sender of senders) sender.disconnect();
    await notices.close();
    return { one, four, ratio: four / one };
  });
}

/** What share of their rate all other domains keep while one answers each message after two seconds. */
export async function slowDomain(recipients: number): Promise<{ alone: number; beside: number; ratio: number }> {
  const rates: number[] = [];
  for (const slowMs of [0, SLOW_MS])
    rates.push(
      await beside({ latencyMs: LATENCY_MS, slowMs }, (databaseUrl, url) => rateOfOthers(databaseUrl, url, recipients)),
    );
  const [alone = NaN, slowed = NaN] = rates;
  return { alone, beside: slowed, ratio: slowed / alone };
}

async function rateOfOthers(databaseUrl: string, url: string, recipients: number): Promise<number> {
  const domainOf = (n: number) => (n % SLOW_EACH === 0 ? SLOW_DOMAIN : `c${n}.example`);
  const register = await openRegister({ databaseUrl });
  const notices = Notices.open(register, url);
  await notices.tell(200, (n) => `c${n}.example`);
  const { incident } = await notices.plan(recipients, domainOf);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const pending = async () => {
    const { rows } = await client.query<{ open: boolean }>(
      `select exists (select from recipients where subject = $1 and domain <> $2 and finished_at is null) as open`,
      [incident, SLOW_DOMAIN],
    );
    return rows[0]?.open ?? false;
  };
  const sending = notices.send(incident);
  const took = await timed(async () => {
    while (await pending()) await pause(20);
  });
  await register.deliveries.stop({ incident, notice: 1 });
  await sending;
  await client.end();
  await notices.close();
  return (recipients * (1 - 1 / SLOW_EACH)) / (took / 1_000);
}

async function beside<T>(
  { latencyMs, slowMs = 0 }: { latencyMs: number; slowMs?: number },
  measure: (databaseUrl: string, url: string) => Promise<T>,
): Promise<T> {
  const [port = 0] = await freePorts(1);
  const args = [
    ...LOADING,
    join(__dirname, 'latent-sink.ts'),
    String(port),
    String(latencyMs),
    SLOW_DOMAIN,
    String(slowMs),
  ];
  const sink = spawn(process.execPath, args, { stdio: 'ignore' });
  const database = await createDatabase();
  try {
    await listening(port);
    return await measure(database.url, `smtp://127.0.0.1:${port}`);
  } finally {
    sink.kill();
    await database.drop();
  }
}

async function startSender(databaseUrl: string, url: string, lane: number): Promise<ChildProcess> {
  const sender = fork(join(__dirname, 'sender.ts'), [databaseUrl, url, String(lane)], { execArgv: LOADING });
  await once(sender, 'message');
  return sender;
}

async function send(sender: ChildProcess, incident: IncidentId): Promise<void> {
  const sent = once(sender, 'message');
  sender.send(incident);
  await sent;
}
