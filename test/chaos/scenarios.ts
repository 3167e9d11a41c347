import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from '../support/program';
import type { Chance } from './chance';
import type { Load } from './load';
import { LINKS, type LinkName, type Plant } from './plant';
import type { Mode } from './proxy';

/** What was under way when the fault struck: commands on the wire, pages acknowledged but not yet stored, messages not yet answered. */
export interface InFlight {
  commands: number;
  pages: number;
  mails: number;
}

export interface Stage {
  plant: Plant;
  load: Load;
  chance: Chance;
  /** Which links are spoilt after the first one. */
  alsoSpoilt: (others: LinkName[]) => LinkName[];
  /**
   * Waits until at least one of each is in flight, the mail being a notice's or whichever comes first, and strikes in that very moment.
   * `meanwhile` is done while the mail already is.
   */
  strike: (blow: () => void, mail?: 'notice' | 'any', meanwhile?: () => Promise<void>) => Promise<InFlight>;
}

/** `end` is what must have been seen besides, in words for the table. */
export interface Scenario {
  name: string;
  act: (stage: Stage) => Promise<InFlight & { seen?: string }>;
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'kill -9 of the API', act: killing(({ api }) => ({ program: api })) },
  { name: 'kill -9 of the worker', act: killing(({ workers: [worker] }) => ({ program: worker })) },
  { name: 'kill -9 of Temporal', act: killing(({ temporal: { program } }) => ({ program })) },
  { name: 'kill -9 of PostgreSQL', act: killing(({ cluster: { program, kill } }) => ({ program, kill })) },
  { name: 'a worker frozen, then thawed', act: freeze },
  { name: 'each link delayed', act: spoiling((chance) => ({ kind: 'delay', milliseconds: chance.between(20, 200) })) },
  { name: 'each link sliced', act: spoiling((chance) => ({ kind: 'slice', bytes: chance.between(3, 40) })) },
  { name: 'each link cut', act: cutting },
  { name: 'the register away over a new run', act: registerAway },
  { name: "the register's disk full", act: diskFull },
];

function killing(victimOf: (plant: Plant) => { program: Program; kill?: () => Promise<void> }): Scenario['act'] {
  return async ({ plant, chance, strike }) => {
    const { program, kill = () => program.kill() } = victimOf(plant);
    plant.watch.leave(program);
    let dead = Promise.resolve();
    const inFlight = await strike(() => void (dead = kill()), chance.oneOf(['notice', 'any']));
    await dead;
    await pause(chance.between(100, 3_000));
    await program.start();
    plant.watch.mind(program);
    return inFlight;
  };
}

/**
 * Longer than a workflow's task, a page's write and a batch's heartbeat may be silent: another worker takes all of it over. That takes its
 * time, for Temporal goes on giving tasks to whoever still seems to wait for one, as long as a poll may wait.
 */
async function freeze({ plant, load, chance, strike }: Stage): Promise<InFlight & { seen: string }> {
  const [frozen, other] = plant.workers;
  // Later than the batch, so that the batch is the first one's.
  const second = async () => {
    await other.start();
    await until('the second worker takes work', () => plant.takesWork(other));
  };
  const inFlight = await strike(() => process.kill(frozen.pids.at(-1)!, 'SIGSTOP'), 'notice', second);
  const { taken } = plant.mail;
  const before = taken.length;
  const began = Date.now();
  const marked = () => taken.slice(before).some(({ mail }) => mail.headers.has('x-tocsin-possible-repeat'));
  await until('the other worker sends what the frozen one had in hand', marked);
  await until('pages go on', () => load.acknowledgedSince(Date.now() - 2_000).length > 0);
  await pause(chance.between(0, 3_000));
  process.kill(frozen.pids.at(-1)!, 'SIGCONT');
  const thawed = Date.now();
  await pause(2_000);
  await other.stop();
  return { ...inFlight, seen: `frozen for ${Math.round((thawed - began) / 1_000)} s` };
}

function spoiling(modeBy: (chance: Chance) => Mode): Scenario['act'] {
  return (stage) => {
    const { plant, load, chance } = stage;
    return overLinks(stage, async (name) => {
      const link = plant.links[name];
      const { bytes } = link.spoilt;
      link.be(modeBy(chance));
      const using = useOf(name, load);
      await pause(chance.between(1_000, 2_000));
      await until(`bytes cross ${name} while it is bad`, () => link.spoilt.bytes > bytes);
      link.be({ kind: 'pass' });
      await using;
    });
  };
}

/** Again and again, and now and then for a while nobody gets through. */
function cutting(stage: Stage): Promise<InFlight> {
  const { plant, load, chance } = stage;
  return overLinks(stage, async (name) => {
    const link = plant.links[name];
    const { connections } = link.spoilt;
    const using = useOf(name, load);
    for (let times = chance.between(2, 6); times > 0; times -= 1) {
      link.cut();
      await pause(chance.between(20, 500));
    }
    link.be({ kind: 'refuse' });
    await pause(chance.between(100, 1_000));
    await until(`somebody feels that ${name} is cut`, () => link.spoilt.connections > connections);
    link.be({ kind: 'pass' });
    await using;
  });
}

/** Everything is used all the time but mail, when the notices are out. */
function useOf(name: LinkName, load: Load): Promise<void> {
  return name === 'worker→SMTP' ? load.alert() : Promise.resolve();
}

/** One link after the other, the first in the moment when all is in flight. */
async function overLinks(
  { chance, strike, alsoSpoilt }: Stage,
  spoil: (name: LinkName) => Promise<void>,
): Promise<InFlight> {
  const [first, ...others] = chance.shuffled(LINKS);
  let spoilt = Promise.resolve();
  const inFlight = await strike(() => void (spoilt = spoil(first!)));
  await spoilt;
  for (const name of alsoSpoilt(others)) await spoil(name);
  return inFlight;
}

/** Only the worker loses it: commands go on being acknowledged, and pages pile up over the end of a run. */
async function registerAway({ plant, load, chance, strike }: Stage): Promise<InFlight & { seen: string }> {
  const link = plant.links['worker→PostgreSQL'];
  const away = chance.oneOf<Mode>([{ kind: 'refuse' }, { kind: 'hold', ways: ['there', 'back'] }]);
  const incidents = load.cases.slice(0, 2).map(({ incident }) => incident);
  const runs = () => Promise.all(incidents.map((incident) => runOf(plant, incident)));
  const inFlight = await strike(() => link.be(away));
  const since = Date.now();
  const before = await runs();
  await until('an incident goes over into a new run', async () => (await runs()).some((run, at) => run !== before[at]));
  const hopped = Date.now();
  await until('more is acknowledged', () => load.acknowledgedSince(hopped).length >= 5);
  const pages = load.acknowledgedSince(since).length;
  link.be({ kind: 'pass' });
  return { ...inFlight, seen: `${pages} pages carried over` };
}

async function runOf({ temporal }: Plant, incident: string): Promise<string> {
  return (await temporal.client.workflow.getHandle(incident).describe()).runId;
}

async function diskFull({ plant, load, chance, strike }: Stage): Promise<InFlight & { seen: string }> {
  const { cluster } = plant;
  let full: Promise<unknown> = Promise.resolve();
  const inFlight = await strike(() => void (full = cluster.fill()));
  await full;
  const { puttingOffs } = load.client;
  await until('the API puts somebody off', () => load.client.puttingOffs > puttingOffs);
  await pause(chance.between(500, 4_000));
  await cluster.makeRoom();
  await until('PostgreSQL is back', () => cluster.answers());
  // Where there is no room for its log, PostgreSQL stops itself, and whoever runs it starts it again until there is.
  const stops = plant.watch.forgive('PostgreSQL');
  return { ...inFlight, seen: `${cluster.filledBy}, PostgreSQL ended ${stops} times` };
}

const PATIENCE_MS = 240_000;

/** `instead` tells what was last seen. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { withinMs = PATIENCE_MS, instead = (): string => '' } = {},
): Promise<void> {
  for (const end = Date.now() + withinMs; Date.now() < end; await pause(50)) if (await isSo()) return;
  throw new Error(`Waited ${withinMs} ms in vain until ${what}. ${instead()}`.trimEnd());
}
