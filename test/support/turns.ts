import { Chance } from '../chaos/chance';
import { testSeed } from './seed';

/** Whether this run is the one before a release. */
export const isRelease = Boolean(process.env['TOCSIN_TEST_RELEASE']);
/** Whether the tests are picked by their titles: whatever is asked for is there. */
const isPicked = Boolean(process.env['TOCSIN_TEST_PICKED']);

/**
 * Of costly tests of one kind a few for each commit, chosen by its hash, and all before a release. What is not chosen is not there, rather than
 * skipped: a test left out is a failure in CI.
 */
export function inTurn<T>(part: string, tests: readonly T[], perCommit: number): T[] {
  if (isRelease || isPicked) return [...tests];
  const chosen = new Chance(`${part} ${testSeed('turns')}`).shuffled(tests).slice(0, perCommit);
  return tests.filter((one) => chosen.includes(one));
}

/** Whether this part, one in so many for each commit and every one before a release, is told. */
export function isInTurn(part: string, oneIn: number): boolean {
  return isRelease || isPicked || new Chance(`${part} ${testSeed('turns')}`).between(1, oneIn) === 1;
}

/** A `test` that has its turn one commit in so many. Name it `testInTurn`: docs/guarantees.md may not call such a test a promise's proof. */
export function inTurnOneIn(oneIn: number): (title: string, body: () => void | Promise<void>) => void {
  return (title, body) => {
    if (!isInTurn(title, oneIn)) return;
    test(title, async () => {
      await body();
    });
  };
}
