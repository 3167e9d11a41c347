import { createHash } from 'node:crypto';

/**
 * Seed for randomness in this part of the tests. The runner sets TOCSIN_TEST_SEED to the commit by default: each commit tries other values,
 * and a rerun repeats them.
 */
export function testSeed(part: string): number {
  const seed = process.env['TOCSIN_TEST_SEED'] ?? '';
  return createHash('sha256').update(`${part} ${seed}`).digest().readInt32BE();
}
