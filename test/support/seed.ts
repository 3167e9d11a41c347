import { createHash } from 'node:crypto';

/** A number for chance in this part of the tests: another for every commit, and for every TOCSIN_TEST_SEED, and the same in each run over it. */
export function testSeed(part: string): number {
  const seed = process.env['TOCSIN_TEST_SEED'] ?? '';
  return createHash('sha256').update(`${part} ${seed}`).digest().readInt32BE();
}
