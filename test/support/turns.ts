import { Chance } from '../chaos/chance';
import { testSeed } from './seed';

const isRelease = Boolean(process.env['TOCSIN_TEST_RELEASE']);

/**
 * Of costly tests of one kind a few for each commit, chosen by its hash, and all before a release. What is not chosen is not there, rather than
 * skipped: a test left out is a failure in CI.
 */
export function inTurn<T>(part: string, tests: readonly T[], perCommit: number): T[] {
  if (isRelease) return [...tests];
  const chosen = new Chance(`${part} ${testSeed('turns')}`).shuffled(tests).slice(0, perCommit);
  return tests.filter((one) => chosen.includes(one));
}
