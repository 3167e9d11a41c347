import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Chance } from './chance';
import { isBroken, tellAmidKills } from './large-notice';
import { openPlant, type Plant } from './plant';
import { brokenIn, run, type Outcome } from './run';
import { SCENARIOS, type Scenario } from './scenarios';
import { tableOf } from './table';

/** `--seeds N --first N --scenario WORDS --plants N --outcomes FILE`, or `--notice N`; started by scripts/chaos.mjs. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    first: { type: 'string', default: '1' },
    scenario: { type: 'string', default: '' },
    plants: { type: 'string', default: '2' },
    outcomes: { type: 'string' },
    /** One notice to about so many, while each part is killed again and again. */
    notice: { type: 'string' },
  },
});

const open = new Set<Plant>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void leave(130));
void main().then(
  (broken) => leave(broken ? 1 : 0),
  (fault: unknown) => {
    say(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
    return leave(1);
  },
);

/** No process of ours outlives this one. */
async function leave(code: number): Promise<never> {
  await Promise.allSettled([...open].map((plant) => plant.close()));
  process.exit(code);
}

/** Whether any promise was broken. */
async function main(): Promise<boolean> {
  if (values.notice) return await largeNotice(Number(values.notice), Number(values.first));
  const scenarios = SCENARIOS.filter(({ name }) => name.includes(values.scenario));
  if (scenarios.length === 0) throw new Error(`No scenario is called that. There are: ${names()}.`);
  const first = Number(values.first);
  const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => first + index);
  const waiting = seeds.flatMap((seed) => scenarios.map((scenario) => ({ scenario, seed })));
  const outcomes: Outcome[] = [];
  const broken: string[] = [];
  await Promise.all(Array.from({ length: Number(values.plants) }, (_, plant) => work(`plant ${plant}`)));
  const inOrder = scenarios.flatMap(({ name }) => outcomes.filter(({ scenario }) => scenario === name));
  if (inOrder.length > 0) process.stdout.write(`${tableOf(inOrder)}\n`);
  for (const line of broken) say(line);
  return broken.length > 0;

  async function work(name: string): Promise<void> {
    let plant = await kept(new Chance(`${name} from ${first}`));
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const outcome = await attempt(plant, next);
      // What came after on the same plant would be about what is broken already.
      if (!outcome && waiting.length > 0) {
        await plant.close();
        open.delete(plant);
        plant = await kept(new Chance(`${name} again from ${next.seed}`));
      }
    }
  }

  async function attempt(plant: Plant, turn: { scenario: Scenario; seed: number }) {
    const what = `${turn.scenario.name}, seed ${turn.seed}`;
    try {
      const outcome = await run(plant, turn.scenario, turn.seed);
      outcomes.push(outcome);
      if (values.outcomes) appendFileSync(values.outcomes, `${JSON.stringify(outcome)}\n`);
      const faults = JSON.stringify(brokenIn(outcome));
      if (faults !== '{}') broken.push(`${what}: ${faults}`);
      say(
        `${what}: ${faults === '{}' ? 'kept' : `BROKEN ${faults}`}, ${outcome.seconds} s${outcome.seen ? `, ${outcome.seen}` : ''}`,
      );
      return outcome;
    } catch (fault) {
      broken.push(`${what}: ${String(fault)}`);
      say(`${what}: BROKEN OFF, ${String(fault)}`);
      return undefined;
    }
  }
}

async function largeNotice(recipients: number, seed: number): Promise<boolean> {
  const chance = new Chance(`notice ${seed}`);
  const outcome = await tellAmidKills(await kept(chance, '2g'), chance, recipients);
  say(JSON.stringify(outcome, undefined, 2));
  return isBroken(outcome);
}

async function kept(chance: Chance, room?: string): Promise<Plant> {
  const plant = await openPlant(chance, room);
  open.add(plant);
  return plant;
}

function names(): string {
  return SCENARIOS.map(({ name }) => name).join('; ');
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
