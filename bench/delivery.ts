import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTransport } from 'nodemailer';
import { Lanes, MAIL_CONNECTIONS } from '../src/activities';
import { openRegister } from '../src/register';
import { createDatabase } from '../test/support/database';
import { median, spread, timed, times } from './measure';
import { Notices, type Told } from './notices';
import { processorOf } from './processor';
import { fourWorkers, slowDomain } from './shared';
import { openSmtp, type Smtp } from './smtp';

/** Notices per second with the ledger, beside nodemailer's pool that composes each message, and smtp-source; by turns, to one smtp-sink. */
const { values } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    recipients: { type: 'string' },
    rounds: { type: 'string' },
    /** The letters as they are shipped, in the place of some five kB. */
    long: { type: 'boolean', default: false },
    /** Of notices whose cost a mail is to be the same, with commas between. */
    sizes: { type: 'string' },
    /** Which parts, with commas between; all of them if it is left out. */
    only: { type: 'string' },
  },
});
const RECIPIENTS = Number(values.recipients ?? (values.quick ? 1_000 : 10_000));
const ROUNDS = Number(values.rounds ?? (values.quick ? 1 : 3));
const SIZES = (values.sizes ?? (values.quick ? String(RECIPIENTS) : '1000,10000,100000')).split(',').map(Number);
const isShort = !values.long;
const CONNECTIONS = Lanes.connections(MAIL_CONNECTIONS);

interface Round {
  product: number;
  pool: number;
  source: number;
  /** Milliseconds of processor a mail: of this process sending either way, and of PostgreSQL. */
  cpu: number;
  poolCpu: number;
  databaseCpu: number;
  /** Letters composed and taken down for a recipient each, by the second, and milliseconds of processor of both for one. */
  composed: number;
  composedCpu: number;
}

void main().catch((fault: unknown) => {
  process.stderr.write(`tocsin: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const smtp = await openSmtp();
  try {
    say(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, Node ${process.versions.node}`);
    if (isAsked('postgresql')) await onPostgresql(smtp);
    if (isAsked('pglite')) await onPglite(smtp);
    if (isAsked('workers')) await onFourWorkers();
    if (isAsked('slow')) await besideSlowDomain();
  } finally {
    smtp.close();
  }
}

async function onPostgresql(smtp: Smtp): Promise<void> {
  const database = await createDatabase();
  const notices = Notices.open(await openRegister({ databaseUrl: database.url }), smtp.url, { isShort });
  try {
    await compare('PostgreSQL', notices, smtp, 4, database.url);
    if (!isAsked('sizes')) return;
    for (const size of SIZES) {
      const told = await notices.tell(size);
      const { rss } = process.memoryUsage();
      say(
        `${size} recipients: ${perSecond(size, told.sendMs)}/s, ${(told.sendMs / size).toFixed(3)} ms a mail, ${(told.cpuMs / size).toFixed(3)} of our processor; planned in ${seconds(told.planMs)}; ${told.batches} batches; ${Math.round(rss / 2 ** 20)} MB resident`,
      );
    }
  } finally {
    await notices.close();
    await database.drop();
  }
}

async function onPglite(smtp: Smtp): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
  const register = await openRegister({ folder: join(folder, 'register') });
  await register.migrate();
  const notices = Notices.open(register, smtp.url, { isShort });
  try {
    await compare('PGlite', notices, smtp, 1.5);
  } finally {
    await notices.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function onFourWorkers(): Promise<void> {
  const { one, four, ratio } = await fourWorkers(RECIPIENTS);
  say(
    `One worker ${one.toFixed(0)} /s, four that share the notice ${four.toFixed(0)} /s, to a server that takes 20 ms: ratio ${ratio.toFixed(2)}, aim >= 2.5`,
  );
}

async function besideSlowDomain(): Promise<void> {
  const { alone, beside, ratio } = await slowDomain(RECIPIENTS);
  say(
    `All other domains ${alone.toFixed(0)} /s, and ${beside.toFixed(0)} /s beside one that takes 2 s a message: ratio ${ratio.toFixed(2)}, aim >= 0.9`,
  );
}

const UNCOMPOSED = { composed: NaN, composedCpu: NaN };

async function compare(title: string, notices: Notices, smtp: Smtp, aim: number, database?: string): Promise<void> {
  await notices.tell(Math.min(500, RECIPIENTS));
  const rounds: Round[] = [];
  for (const round of times(ROUNDS)) {
    const turns = [
      () => product(notices, database),
      () => pooled(notices, smtp),
      async () => ({ source: rate(await smtp.source(RECIPIENTS, CONNECTIONS, 5_000)) }),
    ];
    let figures: Round = {
      product: NaN,
      pool: NaN,
      source: NaN,
      cpu: NaN,
      poolCpu: NaN,
      databaseCpu: NaN,
      ...UNCOMPOSED,
    };
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) figures = { ...figures, ...(await turn()) };
    rounds.push(figures);
  }
  const of = (name: keyof Round) => rounds.map((figures) => figures[name]);
  const ratio = (name: keyof Round) => rounds.map((figures) => figures.product / figures[name]);
  say(`${title}, ${RECIPIENTS} recipients with own facts, ${await notices.bytes()} bytes each, ${ROUNDS} rounds:`);
  say(`  with the ledger      ${spread(of('product'), 0)} /s`);
  say(`  nodemailer's pool    ${spread(of('pool'), 0)} /s; ratio ${spread(ratio('pool'))}, aim >= ${aim}`);
  const composing = rounds.map(({ composed, pool }) => composed / pool);
  say(
    `  composing, before it ${spread(of('composed'), 0)} /s, ${spread(of('composedCpu'), 3)} ms of our processor; ÷ pool ${spread(composing)}, aim >= 4`,
  );
  say(`  smtp-source          ${spread(of('source'), 0)} /s; ratio ${spread(ratio('source'))}`);
  say(
    `  processor, ms a mail: ${spread(of('cpu'), 3)} ours, ${spread(of('databaseCpu'), 3)} of PostgreSQL, ${spread(of('poolCpu'), 3)} the pool's`,
  );
  if (median(ratio('pool')) < aim) say(`  below its aim`);
}

async function product(notices: Notices, database?: string): Promise<Partial<Round>> {
  const { incident, composeMs, composeCpuMs } = await notices.plan(RECIPIENTS);
  const composed = { composed: rate(composeMs), composedCpu: composeCpuMs / RECIPIENTS };
  const before = database === undefined ? NaN : await processorOf(database);
  const { sendMs, cpuMs, accepted } = await notices.send(incident);
  if (accepted !== RECIPIENTS) throw new Error(`${accepted} of ${RECIPIENTS} were accepted.`);
  const after = database === undefined ? NaN : await processorOf(database);
  return { product: rate(sendMs), cpu: cpuMs / RECIPIENTS, databaseCpu: (after - before) / RECIPIENTS, ...composed };
}

/** nodemailer's own, and ours: so that each side opens as many connections. */
const MESSAGES_PER_CONNECTION = 100;

/** Each composed by itself, with its recipient's own words; over as many connections as ours. */
async function pooled(notices: Notices, smtp: Smtp): Promise<Partial<Round>> {
  const limits = { maxConnections: CONNECTIONS, maxMessages: MESSAGES_PER_CONNECTION };
  const pool = createTransport({ pool: true, url: smtp.url, ...limits });
  const letters = times(RECIPIENTS);
  const lane = async () => {
    for (let n = letters.pop(); n !== undefined; n = letters.pop()) await pool.sendMail(notices.letter(n));
  };
  const cpu = process.cpuUsage();
  const took = await timed(() => Promise.all(times(CONNECTIONS).map(lane)));
  const { user, system } = process.cpuUsage(cpu);
  pool.close();
  return { pool: rate(took), poolCpu: (user + system) / 1_000 / RECIPIENTS };
}

function isAsked(part: string): boolean {
  return values.only === undefined || values.only.split(',').includes(part);
}

function rate(milliseconds: number): number {
  return RECIPIENTS / (milliseconds / 1_000);
}

function perSecond(count: number, milliseconds: number): string {
  return (count / (milliseconds / 1_000)).toFixed(0);
}

function seconds(milliseconds: Told['planMs']): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

function say(what: string): void {
  process.stdout.write(`${what}\n`);
}
