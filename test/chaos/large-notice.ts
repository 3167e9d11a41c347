import { setTimeout as pause } from 'node:timers/promises';
import type { Taken } from '../support/mailserver';
import type { Chance } from './chance';
import { Load, type Case } from './load';
import type { Plant } from './plant';
import { until } from './scenarios';

/** What one notice ended in whose sending was struck again and again. All of `lost` and `unmarked` must be nothing. */
export interface Told {
  recipients: number;
  mails: number;
  /** Copies beyond the first. */
  extra: number;
  /** Of all strikes: what the mail server had been given, and the register not been told of. */
  inFlight: number;
  lost: string[];
  /** Second copies that do not say so, and copies under another Message-ID. */
  unmarked: string[];
}

export function isBroken({ lost, unmarked, extra, inFlight }: Told): boolean {
  return lost.length + unmarked.length > 0 || extra > inFlight;
}

const CONTACTS = 100;
const STRIKES = { worker: 5, temporal: 3, postgresql: 3, freeze: 1 };
type Struck = keyof typeof STRIKES;
/** So many of the recipients are told between two strikes, and the last ones after all of them. */
const PARTS = Object.values(STRIKES).reduce((sum, times) => sum + times, 2);
/** What a server had done before its client stood still is committed by then. */
const SETTLED_MS = 500;
const NAMED_MAX = 5;
/** What went unanswered by two crashes waits before its next copy. */
const REST_WITHIN_MS = 30 * 60_000;

/** One notice to so many, while worker, Temporal and PostgreSQL are killed, and the worker stands still for longer than Temporal waits for it. */
export async function tellAmidKills(plant: Plant, chance: Chance, recipients: number): Promise<Told> {
  const load = new Load(plant, chance, { customers: Math.ceil(recipients / CONTACTS) + 1, contacts: CONTACTS });
  const known = await load.readyToRelease();
  const before = plant.mail.taken.length;
  await load.release(known);
  const strikes = chance.shuffled(
    Object.entries(STRIKES).flatMap(([name, times]) => Array<Struck>(times).fill(name as Struck)),
  );
  let inFlight = 0;
  for (const [nth, name] of strikes.entries()) {
    const due = before + ((nth + 1) * known.administrators.length) / PARTS;
    await until(`mail ${due} is taken`, () => plant.mail.taken.length >= due);
    inFlight += await strike(plant, chance, known, name);
  }
  const isSent = async () => (await load.client.see(known.incident))?.notices[0]?.status === 'sent';
  await until('the notice is sent', isSent, { withinMs: REST_WITHIN_MS });
  return { ...(await audited(plant, known, before)), inFlight };
}

async function strike(plant: Plant, chance: Chance, known: Case, name: Struck): Promise<number> {
  const { cluster, temporal, watch, workers } = plant;
  if (name === 'freeze') return await freeze(plant, known);
  const program = { worker: workers[0], temporal: temporal.program, postgresql: cluster.program }[name];
  watch.leave(program);
  const inFlight = name === 'worker' ? await standStill(plant, known) : 0;
  await (name === 'postgresql' ? cluster.kill() : program.kill());
  await pause(chance.between(100, 2_000));
  await program.start();
  watch.mind(program);
  return inFlight;
}

/** Until another worker has taken its rows over. */
async function freeze(plant: Plant, known: Case): Promise<number> {
  const [frozen, other] = plant.workers;
  await other.start();
  await until('the second worker takes work', () => plant.takesWork(other));
  const inFlight = await standStill(plant, known);
  const { length } = plant.mail.taken;
  const isMarked = () => plant.mail.taken.slice(length).some(({ mail }) => mail.headers.has(REPEAT));
  await until('the other worker sends what the frozen one had in hand', isMarked);
  process.kill(frozen.pids.at(-1)!, 'SIGCONT');
  await other.stop();
  return inFlight;
}

const REPEAT = 'x-tocsin-possible-repeat';

/** @returns how many the mail server was given of which the register does not know */
async function standStill(
  { workers: [worker], mail, cluster }: Plant,
  { incident, administrators }: Case,
): Promise<number> {
  process.kill(worker.pids.at(-1)!, 'SIGSTOP');
  await pause(SETTLED_MS);
  const sql = `select address from recipients where subject = '${incident}' and state = 'accepted'`;
  const accepted = new Set((await cluster.query<{ address: string }>(sql)).map(({ address }) => address));
  const given = new Set(mail.taken.map(({ to }) => to));
  return administrators.filter((address) => given.has(address) && !accepted.has(address)).length + mail.open;
}

async function audited({ mail, cluster }: Plant, known: Case, before: number): Promise<Omit<Told, 'inFlight'>> {
  const { incident, administrators } = known;
  const rows = await cluster.query<{ address: string; state: string; id: string }>(
    `select address, state, message_id as id from recipients where subject = '${incident}'`,
  );
  const stored = new Map(rows.map((row) => [row.address, row]));
  const taken = mail.taken.slice(before).filter(({ to }) => stored.has(to));
  const copies = groupedByAddress(taken);
  const [lost, unmarked]: [string[], string[]] = [[], []];
  for (const address of administrators) {
    const [row, mails = []] = [stored.get(address), copies.get(address)];
    if (row?.state !== 'accepted' || mails.length === 0)
      lost.push(`${address} is ${row?.state}, ${mails.length} mails`);
    const plain = mails.filter((copy) => !copy.mail.headers.has(REPEAT));
    if (plain.length > 1 || mails.some((copy) => copy.mail.messageId !== row?.id)) unmarked.push(address);
  }
  return {
    ...{ recipients: administrators.length, mails: taken.length, extra: taken.length - copies.size },
    ...{ lost: lost.slice(0, NAMED_MAX), unmarked: unmarked.slice(0, NAMED_MAX) },
  };
}

function groupedByAddress(taken: readonly Taken[]): Map<string, Taken[]> {
  const groups = new Map<string, Taken[]>();
  for (const one of taken) groups.set(one.to, [...(groups.get(one.to) ?? []), one]);
  return groups;
}
