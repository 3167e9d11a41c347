import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Of tests that each role goes through, a third for each commit, another one for each shift: together the roles go through all. */
export function thirdInTurn<T>(part: string, tests: readonly T[], shift: number): T[] {
  const thirds = inTurn(part, [0, 1, 2], 1);
  return tests.filter((_, nth) => thirds.includes((nth + shift) % 3));
}

/** Whether this part, one in so many for each commit and every one before a release, is told. */
export function isInTurn(part: string, oneIn: number): boolean {
  return isRelease || isPicked || new Chance(`${part} ${testSeed('turns')}`).between(1, oneIn) === 1;
}

/** Of what is costly and proves no promise of its own: the seconds that each takes, by its title. */
const SECONDS = JSON.parse(readFileSync(join(__dirname, '..', 'turns.json'), 'utf8')) as Record<string, number>;
/** What would go beyond this, and what comes after it, waits for another commit; what takes longer by itself has a commit alone. */
const SECONDS_PER_COMMIT = 35;
let chosen: ReadonlySet<string> | undefined;

/** Whether what is costly is among that which the commit's hash chose. Before a release all is. */
export function hasItsTurn(title: string): boolean {
  if (!(title in SECONDS)) throw new Error(`Say in test/turns.json how many seconds this takes: ${title}`);
  return isRelease || isPicked || (chosen ??= chosenTitles()).has(title);
}

function chosenTitles(): ReadonlySet<string> {
  let taken = 0;
  const titles = new Set<string>();
  for (const [title, seconds] of new Chance(`costly ${testSeed('turns')}`).shuffled(Object.entries(SECONDS))) {
    if (taken > 0 && taken + seconds > SECONDS_PER_COMMIT) break;
    taken += seconds;
    titles.add(title);
  }
  return titles;
}

/** A costly `test`. Use it by this name: docs/guarantees.md may not call such a test a promise's proof. */
export function testInTurn(title: string, body: () => void | Promise<void>): void {
  if (!hasItsTurn(title)) return;
  test(title, async () => {
    await body();
  });
}
