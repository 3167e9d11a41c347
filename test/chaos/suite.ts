import { testSeed } from '../support/seed';
import { temporalProgram } from '../support/temporal-server';
import { inTurn } from '../support/turns';
import { Chance } from './chance';
import { postgresPrograms } from './cluster';
import { openPlant, type LinkName, type Plant } from './plant';
import { brokenIn, run } from './run';
import type { Scenario } from './scenarios';

/** One is enough to see a promise broken by a change, and two links of six, the second another for every commit; `npm run chaos` looks further. */
const SEED = 1;

function oneMore(scenario: string) {
  return (others: LinkName[]) => [new Chance(`${scenario} ${testSeed('links')}`).oneOf(others)];
}

/** What the three incidents take by themselves. */
const TO_DECLARE_AND_TELL = 3 * 8;

/** One plant for all of them, in order: what one leaves behind, the next has to bear. A commit has so many of them, a release all. */
export function keepingPromises(title: string, scenarios: readonly Scenario[], perCommit: number): void {
  (temporalProgram && postgresPrograms ? describe : describe.skip)(title, () => {
    let plant: Plant;
    beforeAll(async () => {
      plant = await openPlant(new Chance(title));
    });
    afterAll(() => plant.close());

    test.each(inTurn(title, scenarios, perCommit).map((scenario) => [scenario.name, scenario] as const))(
      '%s: nothing is lost, no clock moves, no alert is forgotten, and every second copy says so',
      async (_name, scenario) => {
        const outcome = await run(plant, scenario, SEED, oneMore(scenario.name));
        expect(brokenIn(outcome)).toEqual({});
        expect(outcome.acknowledged).toBeGreaterThan(TO_DECLARE_AND_TELL);
        expect(Math.min(...Object.values(outcome.inFlight))).toBeGreaterThan(0);
      },
    );
  });
}
