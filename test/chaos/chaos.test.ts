import { testSeed } from '../support/seed';
import { temporalProgram } from '../support/temporal-server';
import { inTurn, isRelease } from '../support/turns';
import { Chance } from './chance';
import { postgresPrograms } from './cluster';
import { isBroken, tellAmidKills } from './large-notice';
import { openPlant, type LinkName, type Plant } from './plant';
import { brokenIn, run } from './run';
import { SCENARIOS } from './scenarios';

jest.setTimeout(600_000);

/** One is enough to see a promise broken by a change, and two links of six, the second another for every commit; `npm run chaos` looks further. */
const SEED = 1;

/** What the three incidents take by themselves. */
const TO_DECLARE_AND_TELL = 3 * 8;

/** Each commit has one scenario that strikes a worker and one that strikes anything else, a release all. */
const WORKERS = SCENARIOS.filter(({ name }) => name.includes('worker'));
const OTHERS = SCENARIOS.filter(({ name }) => !name.includes('worker'));
const chosen = [...inTurn('workers', WORKERS, 1), ...inTurn('others', OTHERS, 1)];

/** One plant for all of them, in order: what one leaves behind, the next has to bear. */
(temporalProgram && postgresPrograms ? describe : describe.skip)('when a part dies, stands still or is cut off', () => {
  let plant: Plant;
  beforeAll(async () => {
    plant = await openPlant(new Chance('plant'));
  });
  afterAll(() => plant.close());

  test.each(chosen.map((scenario) => [scenario.name, scenario] as const))(
    '%s: nothing is lost, no clock moves, no alert is forgotten, and every second copy says so',
    async (_name, scenario) => {
      const outcome = await run(plant, scenario, SEED, oneMore(scenario.name));
      expect(brokenIn(outcome)).toEqual({});
      expect(outcome.acknowledged).toBeGreaterThan(TO_DECLARE_AND_TELL);
      expect(Math.min(...Object.values(outcome.inFlight))).toBeGreaterThan(0);
    },
  );

  /** Not there, rather than skipped, for each commit: a test left out is a failure in CI. */
  const beforeRelease = isRelease ? test : () => undefined;
  beforeRelease(
    'a notice to 2,000 loses none, marks each second copy, and makes no more of them than were in flight',
    async () => {
      const told = await tellAmidKills(plant, new Chance('notice'), 2_000);
      expect({ ...told, isBroken: isBroken(told) }).toMatchObject({ isBroken: false });
    },
  );
});

function oneMore(scenario: string) {
  return (others: LinkName[]) => [new Chance(`${scenario} ${testSeed('links')}`).oneOf(others)];
}
