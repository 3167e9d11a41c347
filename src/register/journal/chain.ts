import { sha256 } from '../../primitives/hash';

/** Stands for the chain before an incident's first page. */
export const BEFORE_THE_FIRST = '0'.repeat(64);

/** Binds a page to all before it: who changes one must change every later one. */
export function chained(previous: string, hash: string): string {
  return sha256(previous + hash);
}
