import { Chance } from '../chaos/chance';
import { testSeed } from './seed';

/** Whether this run is the one before a release. */
export const isRelease = Boolean(process.env['TOCSIN_TEST_RELEASE']);

/**
 * Of costly tests of one kind a few for each commit, chosen by its hash, and all before a release. What is not chosen is not there, rather than
 * skipped: a test left out is a failure in CI.
 */
export function inTurn<T>(part: string, tests: readonly T[], perCommit: number): T[] {
  if (isRelease) return [...tests];
  const chosen = new Chance(`${part} ${testSeed('turns')}`).shuffled(tests).slice(0, perCommit);
  return tests.filter((one) => chosen.includes(one));
}

/** Whether this part, one in so many for each commit and every one before a release, is told. */
export function isInTurn(part: string, oneIn: number): boolean {
  return isRelease || new Chance(`${part} ${testSeed('turns')}`).between(1, oneIn) === 1;
}
