import { setTimeout as pause } from 'node:timers/promises';
import type { IncidentId } from '../../src/domain/case/state';
import { audit, countsOf, type Findings } from './audit';
import { Chance } from './chance';
import { Load } from './load';
import type { Plant } from './plant';
import type { Way } from './proxy';
import { until, type InFlight, type Scenario, type Stage } from './scenarios';

export interface Outcome extends Findings {
  scenario: string;
  seed: number;
  inFlight: InFlight;
  seen?: string;
  /** How often a client was told to try again. */
  puttingOffs: number;
  seconds: number;
}

/** So that there is always something on its way to the mail server. */
const SLOW_AT_DATA_MS = 100;

/** One scenario from a calm plant to a calm plant, and what is left of it. */
export async function run(
  plant: Plant,
  scenario: Scenario,
  seed: number,
  alsoSpoilt: Stage['alsoSpoilt'] = (others) => others,
): Promise<Outcome> {
  const began = Date.now();
  const chance = new Chance(`${scenario.name} ${seed}`);
  const load = new Load(plant, chance);
  const before = { mails: plant.mail.taken.length, ...(await countsOf(plant.cluster)) };
  plant.mail.slowAtData(SLOW_AT_DATA_MS);
  await load.prepare();
  const strike: Stage['strike'] = (blow, mail = 'any', meanwhile) =>
    striking(plant, load, chance, { blow, mail, meanwhile });
  const { seen, ...inFlight } = await scenario.act({ plant, load, chance, alsoSpoilt, strike });
  await pause(chance.between(200, 1_000));
  await load.stop();
  await calm(plant, load);
  const findings = await audit(plant, load, before);
  const seconds = Math.round((Date.now() - began) / 1_000);
  const { puttingOffs } = load.client;
  return {
    scenario: scenario.name,
    seed,
    inFlight,
    ...(seen !== undefined && { seen }),
    puttingOffs,
    seconds,
    ...findings,
  };
}

/** The promises that an outcome breaks, with what broke them. */
export function brokenIn({ lost, twice, moved, forgotten, unmarked, faults }: Outcome): object {
  return Object.fromEntries(
    Object.entries({ lost, twice, moved: moved === 0 ? [] : [moved], forgotten, unmarked, faults }).filter(
      ([, broken]) => broken.length > 0,
    ),
  );
}

interface Blow {
  blow: () => void;
  mail: 'notice' | 'any';
  meanwhile: (() => Promise<void>) | undefined;
}

const STAFF = '@tocsin.example';

/**
 * The mail server has a whole message and keeps its answer back; then nothing gets through between worker and register, one way or the
 * other, and a command that is given from then on is acknowledged: its page cannot have been stored, or the worker cannot know. With
 * another command on the wire the blow falls, in the same turn of the event loop.
 */
async function striking(
  plant: Plant,
  load: Load,
  chance: Chance,
  { blow, mail: wanted, meanwhile }: Blow,
): Promise<InFlight> {
  const { mail, links } = plant;
  let answer = mail.hold('data');
  load.start();
  await answer.reached;
  while (wanted === 'notice' && mail.taken.at(-1)?.to.endsWith(STAFF)) {
    const next = mail.hold('data');
    answer.release();
    answer = next;
    await answer.reached;
  }
  await meanwhile?.();
  links['worker→PostgreSQL'].be({ kind: 'hold', ways: [chance.oneOf<Way>(['there', 'back'])] });
  const since = Date.now();
  await until('a command is acknowledged', () => load.acknowledgedSince(since).length > 0);
  while (load.client.onTheWire === 0) await pause(1);
  const inFlight = {
    commands: load.client.onTheWire,
    pages: load.acknowledgedSince(since).length,
    mails: mail.open,
  };
  links['worker→PostgreSQL'].be({ kind: 'pass' });
  blow();
  answer.release();
  return inFlight;
}

/** Longer than a mail waits that has gone unanswered twice. */
const REST_WITHIN_MS = 7 * 60_000;

/** Everything is answered, stored, sent and quiet. */
async function calm({ register }: Plant, { client, cases }: Load): Promise<void> {
  let before = '';
  let restless = '';
  const look = async () => {
    const now = await Promise.all(cases.map(({ incident }) => standing(incident)));
    const seen = now.map(({ seen }) => seen).join('; ');
    restless = seen;
    const same = seen === before;
    before = seen;
    const quiet = now.every(({ isDone }) => isDone);
    if (!quiet || !same) await pause(500);
    return quiet && same;
  };
  const standing = async (incident: string) => {
    const view = await client.see(incident);
    const stored = await register.incidents.sequence(incident as IncidentId).catch(() => -1);
    if (!view) return { isDone: false, seen: `${incident} cannot be seen` };
    const { owed, notices, sequence } = view;
    const isDone = owed.length === 0 && notices[0]?.status === 'sent' && sequence === stored;
    const standsAt = { sequence, stored, owed, notice: notices[0]?.status };
    return { isDone, seen: `${incident} ${JSON.stringify(standsAt)}` };
  };
  await until('the incidents have come to rest', look, { withinMs: REST_WITHIN_MS, instead: () => restless });
}
