import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTransport } from 'nodemailer';
import { openRegister } from '../src/register';
import { createDatabase } from '../test/support/database';
import { median, spread, timed, times } from './measure';
import { Notices, type Told } from './notices';
import { openSmtp, type Smtp } from './smtp';

/** Notices per second with the ledger, beside nodemailer's pool that composes each message, and smtp-source; by turns, to one smtp-sink. */
const { values } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, recipients: { type: 'string' }, rounds: { type: 'string' } },
});
const RECIPIENTS = Number(values.recipients ?? (values.quick ? 1_000 : 10_000));
const ROUNDS = Number(values.rounds ?? (values.quick ? 1 : 3));
const SIZES = values.quick ? [RECIPIENTS] : [1_000, 10_000, 100_000];
const CONNECTIONS = 10;

interface Round {
  product: number;
  pool: number;
  source: number;
}

void main().catch((fault: unknown) => {
  process.stderr.write(`tocsin: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const smtp = await openSmtp();
  try {
    say(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, Node ${process.versions.node}`);
    await onPostgresql(smtp);
    await onPglite(smtp);
  } finally {
    smtp.close();
  }
}

async function onPostgresql(smtp: Smtp): Promise<void> {
  const database = await createDatabase();
  const notices = Notices.open(await openRegister({ databaseUrl: database.url }), smtp.url);
  try {
    await compare('PostgreSQL', notices, smtp, 4);
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
  const notices = Notices.open(register, smtp.url);
  try {
    await compare('PGlite', notices, smtp, 1.5);
  } finally {
    await notices.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(title: string, notices: Notices, smtp: Smtp, aim: number): Promise<void> {
  await notices.tell(Math.min(500, RECIPIENTS));
  const rounds: Round[] = [];
  for (const round of times(ROUNDS)) {
    const turns = [
      async () => ({ product: rate((await notices.tell(RECIPIENTS)).sendMs) }),
      async () => ({ pool: rate(await pooled(notices, smtp)) }),
      async () => ({ source: rate(await smtp.source(RECIPIENTS, CONNECTIONS, 5_000)) }),
    ];
    let figures = { product: NaN, pool: NaN, source: NaN };
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) figures = { ...figures, ...(await turn()) };
    rounds.push(figures);
  }
  const of = (name: keyof Round) => rounds.map((figures) => figures[name]);
  const ratio = (name: keyof Round) => rounds.map((figures) => figures.product / figures[name]);
  say(`${title}, ${RECIPIENTS} recipients with own facts, ${await notices.bytes()} bytes each, ${ROUNDS} rounds:`);
  say(`  with the ledger      ${spread(of('product'), 0)} /s`);
  say(`  nodemailer's pool    ${spread(of('pool'), 0)} /s; ratio ${spread(ratio('pool'))}, aim >= ${aim}`);
  say(`  smtp-source          ${spread(of('source'), 0)} /s; ratio ${spread(ratio('source'))}`);
  if (median(ratio('pool')) < aim) say(`  below its aim`);
}

/** Each composed by itself, with its recipient's own words. */
async function pooled(notices: Notices, smtp: Smtp): Promise<number> {
  const pool = createTransport({ pool: true, url: smtp.url, maxConnections: CONNECTIONS, maxMessages: Infinity });
  const letters = times(RECIPIENTS);
  const lane = async () => {
    for (let n = letters.pop(); n !== undefined; n = letters.pop()) await pool.sendMail(notices.letter(n));
  };
  const took = await timed(() => Promise.all(times(CONNECTIONS).map(lane)));
  pool.close();
  return took;
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
